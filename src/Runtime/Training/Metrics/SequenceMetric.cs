namespace LstmGen.Training;

/// <summary>
/// A metric that compares what a head decodes of a sequence with what is right: the tags of a head at every step (of a CRF its best path),
/// the labels of a CTC head, the class of a sequence. Fits every head of classes or labels.
/// </summary>
/// <remarks>
/// Steps that the head leaves out of its loss (<see cref="HeadInfo.IgnoreIndex"/>) are taken out of both, padding too. Batches come in the
/// order of the set, the sequences of a batch by falling length. With a <see cref="Distribution"/> each rank is given those of all.
/// </remarks>
public abstract class SequenceMetric : Metric
{
    /// <summary>Takes one sequence in.</summary>
    /// <param name="predicted">What was decoded: [T] tags, [1] class, or labels of any number.</param>
    /// <param name="targets">What is right: as many as <paramref name="predicted"/>, but for labels.</param>
    /// <exception cref="ArgumentException">The metric cannot take them.</exception>
    public void Add(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets) => Accumulate(predicted, targets);

    /// <summary>Takes one sequence in. The spans are valid during the call.</summary>
    /// <param name="predicted">What was decoded.</param>
    /// <param name="targets">What is right.</param>
    protected abstract void Accumulate(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets);
}
