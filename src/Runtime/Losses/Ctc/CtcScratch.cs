using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// Working memory of <see cref="ConnectionistTemporal"/>: grows to the largest sequence seen and is then reused without
/// allocating. One per thread; not shared.
/// </summary>
/// <remarks>
/// The S = 2 L + 1 states of a target of L labels are blank, label 1, blank, ..., label L, blank. A row of states has
/// <see cref="Margin"/> cells of probability 0 on either side, so that the recursions need no edge cases.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CtcScratch
{
    internal const int Margin = 4;

    /// <summary>Cells of a row: margin, states rounded up to whole vectors, margin.</summary>
    internal int RowLength { get; private set; }

    /// <summary>log alpha, [steps][row].</summary>
    internal double[] Alpha { get; private set; } = [];

    /// <summary>log softmax of each state's symbol at the current step, [row].</summary>
    internal double[] Emission { get; private set; } = [];

    /// <summary>0 where a state may be entered from two states before, else minus infinity, [row].</summary>
    internal double[] Skip { get; private set; } = [];

    /// <summary>log beta of the current step, [row].</summary>
    internal double[] Beta { get; private set; } = [];

    /// <summary>log beta plus emission of the step after it, [row].</summary>
    internal double[] Ahead { get; private set; } = [];

    /// <summary>log sum exp of the logits, [steps].</summary>
    internal double[] LogNorm { get; private set; } = [];

    /// <summary>max of the logits, [steps].</summary>
    internal float[] Max { get; private set; } = [];

    /// <summary>Probability minus posterior of the symbols at the current step, [symbols].</summary>
    internal double[] Differences { get; private set; } = [];

    /// <summary>Makes room, and fills <see cref="Skip"/> and the margins for <paramref name="target"/>.</summary>
    internal void Prepare(int steps, int symbols, ReadOnlySpan<int> target)
    {
        long states = 2L * target.Length + 1;
        RowLength =
            CompilerServices.BlockSize.Of((states + 3) / 4 * 4 + 2 * Margin, 1, "labels x 2", "Cut the label sequence into shorter ones.");
        Alpha =
            Room(
                Alpha,
                CompilerServices.BlockSize.Of(steps, RowLength, "steps x states of the labels", "Cut the sequence into shorter ones."));
        Emission = Room(Emission, RowLength);
        Skip = Room(Skip, RowLength);
        Beta = Room(Beta, RowLength);
        Ahead = Room(Ahead, RowLength);
        LogNorm = Room(LogNorm, steps);
        Max = Room(Max, steps);
        Differences = Room(Differences, symbols);

        Emission.AsSpan(0, RowLength).Fill(double.NegativeInfinity);
        Beta.AsSpan(0, RowLength).Fill(double.NegativeInfinity);
        Ahead.AsSpan(0, RowLength).Fill(double.NegativeInfinity);
        Span<double> skip = Skip.AsSpan(0, RowLength);
        skip.Fill(double.NegativeInfinity);
        for (int label = 1; label < target.Length; label++)
        {
            if (target[label] != target[label - 1])
                skip[Margin + 2 * label + 1] = 0;
        }
    }

    /// <summary>log alpha at step <paramref name="t"/>, margins included.</summary>
    internal Span<double> AlphaAt(int t) => Alpha.AsSpan(t * RowLength, RowLength);

    private static TItem[] Room<TItem>(TItem[] array, int length) => array.Length >= length ? array : new TItem[length];
}
