namespace LstmGen;

/// <summary>
/// Head: labels without alignment, with connectionist temporal classification (<c>nn.CTCLoss</c>; Graves et al. 2006).
/// </summary>
/// <param name="symbols">Number of symbols, the blank included.</param>
public sealed class CtcAttribute(int symbols) : HeadAttribute
{
    /// <summary>Number of symbols, the blank included.</summary>
    public int Symbols { get; } = symbols;

    /// <summary>The blank's index. Default: 0.</summary>
    public int Blank { get; set; }

    /// <summary>Whether a target that no path can produce counts 0 instead of infinity. Default: false.</summary>
    public bool ZeroInfinity { get; set; }
}
