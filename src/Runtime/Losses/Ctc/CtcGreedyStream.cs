using System.Numerics.Tensors;

namespace LstmGen;

/// <summary>Best-path decoding while steps arrive: a label is told at the step at which it becomes the likeliest symbol.</summary>
/// <param name="blank">The blank's index.</param>
/// <remarks>The labels are those of <see cref="CtcGreedyDecoder"/> over the whole. Allocates nothing.</remarks>
public sealed class CtcGreedyStream(int blank = 0)
{
    // -1 stands for the blank.
    private int _before = -1;

    /// <summary>Takes the next step.</summary>
    /// <param name="outputs">Logits or probabilities of the symbols; their order alone counts.</param>
    /// <param name="label">The label that begins at this step.</param>
    /// <returns>Whether one does.</returns>
    /// <exception cref="ArgumentException">There is no blank among the symbols, or an output is NaN.</exception>
    public bool Step(ReadOnlySpan<float> outputs, out int label)
    {
        if ((uint)blank >= (uint)outputs.Length)
            throw new ArgumentException(
                $"There are {outputs.Length} outputs, and the blank is {blank}. Give an output for each symbol.", nameof(outputs));
        label = TensorPrimitives.IndexOfMax(outputs);
        if (float.IsNaN(outputs[label]))
            throw new ArgumentException($"Output {label} is NaN; no symbol is the likeliest.", nameof(outputs));
        bool begins = label != _before && label != blank;
        _before = label == blank ? -1 : label;
        return begins;
    }

    /// <summary>Begins with a new sequence.</summary>
    public void Reset() => _before = -1;
}
