namespace LstmGen.Data;

/// <summary>
/// Weights in the loss: one for each sequence, or for each of its steps. The array may be shared between sets; <see cref="Starts"/> says
/// where example i begins.
/// </summary>
/// <param name="Head">The head whose loss they weigh; null for all heads.</param>
/// <param name="PerStep">Whether there is one for each step.</param>
/// <param name="Values">The weights.</param>
/// <param name="Starts">Where each example begins.</param>
/// <param name="Lengths">How many each example has, where there is one for each step; null where that is the sequence's length.</param>
internal sealed record SequenceWeights(string? Head, bool PerStep, float[] Values, int[] Starts, int[]? Lengths)
{
    /// <summary>Those of example <paramref name="index"/>, whose sequence has <paramref name="length"/> steps.</summary>
    public ReadOnlySpan<float> Of(int index, int length) => Values.AsSpan(Starts[index], PerStep ? Lengths?[index] ?? length : 1);

    /// <summary>Whether they weigh the loss of a head.</summary>
    public bool Weighs(string head) => Head is null || Head == head;

    /// <summary>Whether others are of the same kind and for the same head.</summary>
    public bool IsLike(SequenceWeights other) => PerStep == other.PerStep && Head == other.Head;

    /// <summary>The same weights for the examples that <paramref name="indices"/> names, in that order.</summary>
    public SequenceWeights Gather(ReadOnlySpan<int> indices) => this with
    {
        Starts = SequenceTarget.Select(Starts, indices),
        Lengths = Lengths is null ? null : SequenceTarget.Select(Lengths, indices),
    };

    /// <summary>What they are, for messages.</summary>
    public string Describe() => $"weights per {(PerStep ? "step" : "sequence")}{(Head is null ? "" : $" for '{Head}'")}";
}
