using LstmGen.Data;

namespace LstmGen;

// What must hold of a shape and of each sequence.
public sealed partial class SequenceBlock
{
    /// <summary>Checks that the sequence begun last is whole, and its numbers finite.</summary>
    /// <exception cref="DataFormatException">It is not; the message names its place.</exception>
    internal void RequireWhole(string source)
    {
        if (Count == 0 || Trusted)
            return;
        int last = Count - 1;
        foreach (BlockTargets targets in _targets)
        {
            if (targets.Count != Count)
                throw Wrong(
                    source, last, $"the sequence has no targets for head '{targets.Shape.Head}'. Add them after AddFeatures or AddTokens.");
            if (targets.IsReal && NonFinite(targets.LastValues) is >= 0 and int at)
                throw Wrong(
                    source, last,
                    $"target {at} of head '{targets.Shape.Head}' is {targets.LastValues[at]}, which is not a finite number. Fill the gap "
                        + "or leave the sequence out.");
        }

        for (int i = 0; i < _weights.Length; i++)
        {
            if (_weights[i].Count != Count)
                throw Wrong(source, last, $"the sequence has no weights {i}. Add them after AddFeatures or AddTokens.");
            if (_weights[i].FirstWrong is >= 0 and int at)
                throw Wrong(source, last, $"weight {at} of the weights {i} is {_weights[i].Last[at]}. Give a finite number of at least 0.");
        }

        if (Shape.Features > 0)
        {
            ReadOnlySpan<float> values = _features.Items.AsSpan(_starts.Items[last].._features.Count);
            if (NonFinite(values) is >= 0 and int at)
                throw Wrong(
                    source, last,
                    $"step {at / Shape.Features}, feature {at % Shape.Features} is {values[at]}, which is not a finite number. Fill the "
                        + "gap or leave the sequence out.");
        }
    }

    /// <summary>Checks that there is something to read for an encoder for each sequence.</summary>
    /// <exception cref="DataFormatException">There is not; the message names the place.</exception>
    internal void RequireSource(string source)
    {
        Source?.RequireWhole(source);
        if (Source is { } read && read.Count != Count)
            throw Wrong(
                source, Math.Min(read.Count, Count - 1),
                $"the block has {Count} sequences and {read.Count} in Source. Add one to SequenceBlock.Source for each.");
    }

    /// <summary>An error of a sequence.</summary>
    internal DataFormatException Wrong(string source, int index, string problem, Exception? cause = null) =>
        PlaceOf(index) is var (file, row)
            ? new(file, row, null, problem, cause)
            : new(source, 0, null, $"sequence {index} of the block: {problem}", cause);

    private static void RequireTargets(SequenceShape shape)
    {
        foreach (TargetShape target in shape.Targets)
        {
            ArgumentNullException.ThrowIfNull(target, nameof(shape));
            ArgumentException.ThrowIfNullOrWhiteSpace(target.Head, nameof(shape));
            bool real = target.Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues;
            if (target.Width < 1 || (target.Width > 1 && !real))
                throw new ArgumentException(
                    $"The targets of head '{target.Head}' have Width {target.Width}; give "
                        + $"{(real ? "at least 1" : $"1 for {target.Kind}")}.", nameof(shape));
            if (shape.Targets.Count(other => other.Head == target.Head) > 1)
                throw new ArgumentException($"The shape has targets for head '{target.Head}' twice. Give each head once.", nameof(shape));
        }
    }

    private static void RequireWeights(SequenceShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape.Weights, nameof(shape));
        foreach (WeightShape weights in shape.Weights)
        {
            ArgumentNullException.ThrowIfNull(weights, nameof(shape));
            if (weights.Head is { } head && shape.Targets.All(target => target.Head != head))
                throw new ArgumentException(
                    $"The shape has weights for head '{head}', but no targets. Name a head of the shape, or leave Head out for all.",
                    nameof(shape));
            if (shape.Weights.Count(other => other == weights) > 1)
                throw new ArgumentException($"The shape has {weights} twice. Give it once.", nameof(shape));
        }
    }

    private static int NonFinite(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }

        return -1;
    }
}
