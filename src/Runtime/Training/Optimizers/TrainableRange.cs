namespace LstmGen.Training;

/// <summary>A stretch [<see cref="Begin"/>, <see cref="End"/>) of the flat parameter block that an optimizer may change.</summary>
/// <remarks>
/// Lists of these leave out what is frozen (an embedding table with <c>Frozen = true</c>) and say where weight decay
/// does not apply (biases and layer norms, as is the custom with AdamW). A list is ascending and does not overlap;
/// what no range names keeps its value and its moments.
/// </remarks>
/// <param name="Begin">Flat index of the first parameter.</param>
/// <param name="End">Flat index after the last parameter.</param>
/// <param name="WeightDecay">Whether the optimizer's weight decay applies here. Default: true.</param>
public readonly record struct TrainableRange(int Begin, int End, bool WeightDecay = true)
{
    /// <summary>Throws unless <paramref name="ranges"/> ascend without overlap inside <paramref name="parameterCount"/>.</summary>
    /// <exception cref="ArgumentException">A range is reversed, overlaps the one before, or leaves the block.</exception>
    public static void Validate(ReadOnlySpan<TrainableRange> ranges, int parameterCount)
    {
        int reached = 0;
        foreach (var range in ranges)
        {
            if (range.Begin < reached || range.End < range.Begin || range.End > parameterCount)
            {
                throw new ArgumentException(
                    $"The range [{range.Begin}, {range.End}) does not fit after {reached} in a block of {parameterCount} "
                    + "parameters. Sort the ranges, and let none overlap or leave the block.", nameof(ranges));
            }

            reached = range.End;
        }
    }
}
