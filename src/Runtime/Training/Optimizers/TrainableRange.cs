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
    /// <summary>What the learning rate is multiplied by here, at least 0. Default: 1. Only for optimizers of LstmGen.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>
    /// The weight decay here, in place of the optimizer's and of <see cref="WeightDecay"/>; null for those. Default: null. Only for
    /// optimizers of LstmGen.
    /// </summary>
    public double? Decay { get; init; }

    /// <summary>Whether rate and weight decay are the optimizer's own.</summary>
    internal bool IsPlain => RateFactor == 1 && Decay is null;

    /// <summary>The rate here, where the optimizer's is <paramref name="rate"/>.</summary>
    internal double Rate(double rate) => rate * RateFactor;

    /// <summary>The weight decay here, where the optimizer's is <paramref name="decay"/>.</summary>
    internal double DecayOf(double decay) => Decay ?? (WeightDecay ? decay : 0);

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

            if (!(range.RateFactor >= 0 && double.IsFinite(range.RateFactor))
                || !(range.Decay is null || (range.Decay >= 0 && double.IsFinite(range.Decay.Value))))
            {
                throw new ArgumentException(
                    $"The range [{range.Begin}, {range.End}) has RateFactor {range.RateFactor} and Decay {range.Decay}. Give "
                        + "finite numbers of at least 0.",
                    nameof(ranges));
            }

            reached = range.End;
        }
    }
}
