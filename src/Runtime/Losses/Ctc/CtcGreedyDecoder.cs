using System.Numerics.Tensors;
using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>
/// Best-path decoding: the likeliest symbol of each step, repeats merged, blanks dropped (Graves et al. 2006, section 3.2).
/// </summary>
public static class CtcGreedyDecoder
{
    /// <summary>Decodes one sequence. Allocates nothing.</summary>
    /// <param name="logits">Logits, from the sequence's first value on.</param>
    /// <param name="layout">Where the steps lie; its width is the number of symbols, the blank included.</param>
    /// <param name="length">Valid steps of the sequence, in [0, steps].</param>
    /// <param name="blank">The blank's index.</param>
    /// <param name="labels">Receives the labels; <paramref name="length"/> places always suffice.</param>
    /// <returns>How many labels, and the best alignment's log-probability.</returns>
    /// <exception cref="ArgumentException">A span does not fit, or a step's logits are not finite enough to normalise.</exception>
    public static CtcDecoding Decode(ReadOnlySpan<float> logits, SequenceLayout layout, int length, int blank, Span<int> labels)
    {
        layout.Check(logits.Length, nameof(logits));
        layout.CheckSteps(length, 0, nameof(length));
        if ((uint)blank >= (uint)layout.Width)
            throw new ArgumentOutOfRangeException(nameof(blank), blank, $"The blank must be a symbol in [0, {layout.Width}).");

        int count = 0, before = blank;
        double logProbability = 0;
        for (int t = 0; t < length; t++)
        {
            ReadOnlySpan<float> x = layout.Step(logits, t);
            int best = TensorPrimitives.IndexOfMax(x);
            logProbability -= Normalizable(Math.Log(ExponentialRow.Exponentials(x, x[best], default)), t, nameof(logits));
            if (best != before && best != blank)
            {
                if (count == labels.Length)
                    throw new ArgumentException(
                        $"{labels.Length} places are too few for the labels; {length} always suffice.", nameof(labels));
                labels[count++] = best;
            }

            before = best;
        }

        return new CtcDecoding(count, logProbability);
    }

    /// <summary>Throws if a step's log-sum is not a number: no symbol can be preferred then.</summary>
    internal static double Normalizable(double logSum, int step, string name) => double.IsFinite(logSum)
        ? logSum
        : throw new ArgumentException($"The logits of step {step} have a NaN or an infinite maximum; they cannot be decoded.", name);
}
