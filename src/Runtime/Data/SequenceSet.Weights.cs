using System.Globalization;
using LstmGen.Data;

namespace LstmGen;

public sealed partial class SequenceSet
{
    /// <summary>Whether sequences or steps have weights in the loss.</summary>
    public bool HasWeights => _weights.Length > 0;

    /// <summary>
    /// Adds a weight per sequence: the loss of a batch is the sum of weight x loss over the sum of the weights, as with class weights in
    /// PyTorch. A sequence of weight 2 counts as if it stood in the batch twice, one of weight 0 as if it were not there.
    /// </summary>
    /// <param name="weights"><c>[N]</c>, each a finite number of at least 0; kept, not copied.</param>
    /// <param name="head">The head whose loss they weigh, whose targets must be there; null for all heads. Where a head has both, they are
    /// multiplied.</param>
    /// <remarks>Metrics do not read weights: they count every sequence and step once. A batch whose weights are all 0 has loss 0 and
    /// gradient 0.</remarks>
    /// <exception cref="ArgumentException">The number of weights does not fit, one is negative or not finite, the set has no targets for
    /// the head, or such weights are there already.</exception>
    public SequenceSet WithWeights(float[] weights, string? head = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Length != Count)
            throw new ArgumentException($"weights has {weights.Length} values for {Count} sequences. Give one for each.", nameof(weights));
        RequireWeights(weights, at => $"the weight of sequence {at}", nameof(weights));
        return With(new SequenceWeights(head, false, weights, Multiples(1), null));
    }

    /// <summary>
    /// Adds a weight per step, for heads with an output at every step: the loss is the sum of weight x loss over the sum of the weights of
    /// all steps. A step of weight 0 is masked: its target counts nothing, while the model still reads its input.
    /// </summary>
    /// <param name="weights"><c>[sum of T_i]</c>, sequence after sequence, each a finite number of at least 0; kept, not copied.</param>
    /// <param name="head">The head whose loss they weigh, whose targets must be there; null for all heads. They are multiplied with weights
    /// of sequences, and those of all heads with those of one.</param>
    /// <exception cref="ArgumentException">The number of weights does not fit, one is negative or not finite, the head has no targets per
    /// step, or such weights are there already.</exception>
    public SequenceSet WithStepWeights(float[] weights, string? head = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Length != TotalSteps)
            throw new ArgumentException(
                $"weights has {weights.Length} values for {Count} sequences of {TotalSteps} steps altogether. Give one for each step.",
                nameof(weights));
        int[] starts = Concatenated(_lengths, 1);
        RequireWeights(weights, at => PlaceOf(starts, at), nameof(weights));
        return With(new SequenceWeights(head, true, weights, starts, null));
    }

    /// <summary>Adds a weight per step, one array <c>[T_i]</c> for each sequence; copied.</summary>
    /// <param name="weights">The weights, each a finite number of at least 0.</param>
    /// <param name="head">The head whose loss they weigh, whose targets must be there; null for all heads.</param>
    /// <param name="stepsPerTarget">Steps of the input to each target, where a convolution with that stride shortens the sequence.</param>
    /// <exception cref="ArgumentException">An array is not as long as its sequence asks, a weight is negative or not finite, the head has
    /// no targets per step, or such weights are there already.</exception>
    public SequenceSet WithStepWeights(IReadOnlyList<float[]> weights, string? head = null, int stepsPerTarget = 1)
    {
        Given.RequireItems(weights, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepsPerTarget);
        if (weights.Count != Count)
            throw new ArgumentException($"weights has {weights.Count} arrays for {Count} sequences. Give one for each.", nameof(weights));
        var lengths = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            lengths[i] = _lengths[i] / stepsPerTarget;
            if (weights[i].Length != lengths[i])
                throw new ArgumentException(
                    $"weights[{i}] has {weights[i].Length} values for {lengths[i]} steps of sequence {i}. Give one for each step.",
                    nameof(weights));
        }

        float[] all = Join(weights);
        int[] starts = Concatenated(lengths, 1);
        RequireWeights(all, at => PlaceOf(starts, at), nameof(weights));
        return With(new SequenceWeights(head, true, all, starts, lengths));
    }

    /// <summary>The weight in the loss of a head: the product of all that were given for it; 1 where none was.</summary>
    /// <param name="index">Sequence.</param>
    /// <param name="step">Step, among those of the head's targets; without a meaning where the head has one target per sequence.</param>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sequence, or no weight for such a step.</exception>
    public float Weight(int index, int step = 0, string head = DefaultHead)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"index is {index}; the set has sequences 0..{Count - 1}.");
        float product = 1;
        foreach (SequenceWeights one in _weights)
        {
            if (!one.Weighs(head))
                continue;
            ReadOnlySpan<float> own = one.Of(index, _lengths[index]);
            if (one.PerStep && (uint)step >= (uint)own.Length)
                throw new ArgumentOutOfRangeException(
                    nameof(step), step, $"step is {step}; sequence {index} has weights of {own.Length} steps.");
            product *= own[one.PerStep ? step : 0];
        }

        return product;
    }

    /// <summary>All weights, in the order in which they were added.</summary>
    internal ReadOnlySpan<SequenceWeights> Weights => _weights;

    /// <summary>Whether the loss of a head has weights.</summary>
    internal bool Weighs(string head)
    {
        foreach (SequenceWeights one in _weights)
        {
            if (one.Weighs(head))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Writes the weights of a sequence in the loss of a head: of its steps from <paramref name="firstStep"/> on, or its own for a head
    /// with one target per sequence.
    /// </summary>
    internal void CopyWeights(string head, int index, int firstStep, Span<float> destination)
    {
        destination.Fill(1);
        foreach (SequenceWeights one in _weights)
        {
            if (!one.Weighs(head))
                continue;
            ReadOnlySpan<float> own = one.Of(index, _lengths[index]);
            if (one.PerStep && own.Length < firstStep + destination.Length)
                throw new ArgumentException($"Head '{head}' has outputs at {firstStep + destination.Length} steps of sequence {index}, "
                    + $"which has weights of {own.Length}. Give one for each.");
            for (var t = 0; t < destination.Length; t++)
                destination[t] *= own[one.PerStep ? firstStep + t : 0];
        }
    }

    internal SequenceSet With(SequenceWeights weights)
    {
        foreach (SequenceWeights one in _weights)
        {
            if (one.IsLike(weights))
                throw new ArgumentException(
                    $"The set has {weights.Describe()} already. Multiply both, and add the product once.", nameof(weights));
        }

        if (weights.Head is { } head)
            RequireWeighed(head, weights);
        return new SequenceSet(_features, FeatureCount, _tokens, _starts, _lengths, _targets, Source, [.. _weights, weights], _statics)
        {
            Streams = Streams,
        };
    }

    private void RequireWeighed(string head, SequenceWeights weights)
    {
        if (!TryTargets(head, out HeadTargets targets))
            throw new ArgumentException(
                $"The set has no targets for head '{head}' that weights could weigh; it has {Known()}. Add the head's targets first.",
                nameof(head));
        if (weights.PerStep)
            WeightCheck.RequireSteps(this, targets, weights, nameof(weights));
    }

    private static string PlaceOf(int[] starts, int at)
    {
        int index = Array.BinarySearch(starts, at);
        index = index < 0 ? ~index - 1 : index;
        while (index + 1 < starts.Length && starts[index + 1] == at)
            index++; // a sequence without weights begins at the same place
        return $"the weight of sequence {index}, step {at - starts[index]}";
    }

    private static void RequireWeights(float[] weights, Func<int, string> place, string argument)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            if (!WeightCheck.IsWeight(weights[i]))
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"{place(i)} is {weights[i]}. Give a finite number of at least 0."),
                    argument);
        }
    }
}
