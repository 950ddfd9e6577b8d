using LstmGen.Data;

namespace LstmGen;

public sealed partial class SequenceSet
{
    /// <summary>Adds real targets per sequence (regression; multi-label with 0 and 1).</summary>
    /// <param name="values"><c>[N, width]</c>; kept, not copied.</param>
    /// <param name="width">Values per sequence.</param>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">The number of values does not fit, a value is not finite, or the head has targets
    /// already.</exception>
    public SequenceSet WithValues(float[] values, int width = 1, string head = DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(values);
        RequireTotal(values.Length, width, Count, "sequences", head, nameof(values));
        RequireFiniteTargets(values, head, nameof(values));
        return With(new SequenceTarget(head, SequenceTargetKind.Values, width, values, null, Multiples(width), null));
    }

    /// <summary>Adds one class per sequence.</summary>
    /// <param name="classes"><c>[N]</c>; kept, not copied.</param>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">The number of classes does not fit, or the head has targets already.</exception>
    public SequenceSet WithClasses(int[] classes, string head = DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(classes);
        RequireTotal(classes.Length, 1, Count, "sequences", head, nameof(classes));
        return With(new SequenceTarget(head, SequenceTargetKind.Class, 1, null, classes, Multiples(1), null));
    }

    /// <summary>Adds real targets per step.</summary>
    /// <param name="values"><c>[sum of T_i, width]</c>, sequence after sequence; kept, not copied.</param>
    /// <param name="width">Values per step.</param>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">The number of values does not fit, a value is not finite, or the head has targets
    /// already.</exception>
    public SequenceSet WithStepValues(float[] values, int width = 1, string head = DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(values);
        RequireTotal(values.Length, width, TotalSteps, "steps", head, nameof(values));
        RequireFiniteTargets(values, head, nameof(values));
        return With(new SequenceTarget(head, SequenceTargetKind.StepValues, width, values, null, Concatenated(_lengths, width), null));
    }

    /// <summary>Adds one class per step (tagging).</summary>
    /// <param name="classes"><c>[sum of T_i]</c>, sequence after sequence; kept, not copied.</param>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">The number of classes does not fit, or the head has targets already.</exception>
    public SequenceSet WithStepClasses(int[] classes, string head = DefaultHead)
    {
        ArgumentNullException.ThrowIfNull(classes);
        RequireTotal(classes.Length, 1, TotalSteps, "steps", head, nameof(classes));
        return With(new SequenceTarget(head, SequenceTargetKind.StepClasses, 1, null, classes, Concatenated(_lengths, 1), null));
    }

    /// <summary>Adds one class per step (tagging), one array <c>[T_i]</c> per sequence; copied.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="head">The head's name.</param>
    /// <param name="stepsPerTarget">Steps of the input to each class, where a convolution with that stride shortens the sequence.</param>
    /// <exception cref="ArgumentException">An array is not as long as its sequence asks, or the head has targets already.</exception>
    public SequenceSet WithStepClasses(IReadOnlyList<int[]> classes, string head = DefaultHead, int stepsPerTarget = 1)
    {
        Given.RequireItems(classes, nameof(classes));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepsPerTarget);
        RequireTotal(classes.Count, 1, Count, "sequences", head, nameof(classes));
        var lengths = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            lengths[i] = _lengths[i] / stepsPerTarget;
            if (classes[i].Length != lengths[i])
                throw new ArgumentException(
                    $"Head '{head}', sequence {i}: {classes[i].Length} classes for {lengths[i]} steps. Give one class per step.",
                    nameof(classes));
        }

        return With(new SequenceTarget(head, SequenceTargetKind.StepClasses, 1, null, Join(classes), Concatenated(lengths, 1), lengths));
    }

    /// <summary>Adds a list of labels per sequence (CTC); a list may be empty. Copied.</summary>
    /// <exception cref="ArgumentException">The number of lists does not fit, or the head has targets already.</exception>
    public SequenceSet WithLabels(IReadOnlyList<int[]> labels, string head = DefaultHead)
    {
        Given.RequireItems(labels, nameof(labels));
        RequireTotal(labels.Count, 1, Count, "sequences", head, nameof(labels));
        var lengths = new int[Count];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = labels[i].Length;
        return With(new SequenceTarget(head, SequenceTargetKind.Labels, 1, null, Join(labels), Concatenated(lengths, 1), lengths));
    }

    /// <summary>Adds what an encoder reads for each sequence, for <see cref="EncoderDecoder"/>.</summary>
    /// <param name="source">N sequences; their own targets and weights are not read.</param>
    /// <exception cref="ArgumentException">The number of sequences does not fit, or there is a source already.</exception>
    public SequenceSet WithSource(SequenceSet source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Count != Count)
            throw new ArgumentException(
                $"source has {source.Count} sequences, the set {Count}. Give one for each, in the same order.", nameof(source));
        if (Source is not null)
            throw new ArgumentException("The set has a source already. Add it once.", nameof(source));
        return new SequenceSet(_features, FeatureCount, _tokens, _starts, _lengths, _targets, source, _weights, _statics)
        {
            Streams = Streams,
        };
    }

    /// <summary>The same without the targets of a head, and without weights that are for it alone.</summary>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">There are no targets for it; the message lists those that there are.</exception>
    public SequenceSet WithoutTargets(string head)
    {
        Targets(head);
        return new SequenceSet(
            _features, FeatureCount, _tokens, _starts, _lengths, Array.FindAll(_targets, target => target.Name != head), Source,
            Array.FindAll(_weights, weights => weights.Head != head), _statics) { Streams = Streams };
    }

    /// <summary>A head that has targets here and that a model does not have; null where there is none.</summary>
    internal string? HeadBeside(ModelDescription model)
    {
        foreach (SequenceTarget target in _targets)
        {
            if (model.IndexOfHead(target.Name) < 0)
                return target.Name;
        }

        return null;
    }

    internal SequenceSet With(SequenceTarget target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target.Name, nameof(target));
        return TryTargets(target.Name, out _)
            ? throw new ArgumentException($"Head '{target.Name}' has targets already. Give each head another name.", nameof(target))
            : new SequenceSet(_features, FeatureCount, _tokens, _starts, _lengths, [.. _targets, target], Source, _weights, _statics)
            {
                Streams = Streams,
            };
    }

    private int[] Multiples(int width)
    {
        var starts = new int[Count];
        for (var i = 0; i < starts.Length; i++)
            starts[i] = i * width;
        return starts;
    }

    private static int[] Concatenated(int[] lengths, int width)
    {
        var starts = new int[lengths.Length];
        for (int i = 0, at = 0; i < starts.Length; at += lengths[i++] * width)
            starts[i] = at;
        return starts;
    }

    private static void RequireTotal(long given, int width, long wanted, string what, string head, string argument)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (given != wanted * width)
            throw new ArgumentException(
                $"Head '{head}': {given} targets for {wanted} {what} of {width} each. Give exactly {wanted * width}"
                    + (argument == "values" && wanted > 0 && given > 0 && given % wanted == 0 ? $", or say width: {given / wanted}." : "."),
                argument);
    }

    private static void RequireFiniteTargets(float[] values, string head, string argument)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new ArgumentException(
                    $"Head '{head}': target {i} is {values[i]}, which is not a finite number. Fill the gap or leave the example out.",
                    argument);
        }
    }
}
