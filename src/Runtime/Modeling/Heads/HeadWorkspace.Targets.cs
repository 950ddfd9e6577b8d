using System.ComponentModel;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

public sealed partial class HeadWorkspace
{
    private float[] _values = [];
    private int[] _classes = [];
    private int[] _labelLengths = [];
    private int _classCount;

    /// <summary>Targets of a head of <see cref="TargetKind.Values"/>, [rows, target width].</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlySpan<float> ValueTargets => _values.AsSpan(0, Rows * Info.TargetWidth);

    /// <summary>Targets of a head of <see cref="TargetKind.Classes"/>, [rows]; of Labels, [B, widest].</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlySpan<int> ClassTargets => _classes.AsSpan(0, _classCount);

    /// <summary>Labels per row of a head of <see cref="TargetKind.Labels"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ReadOnlySpan<int> LabelLengths => _labelLengths.AsSpan(0, Time.Batch);

    /// <summary>Labels reserved per row of a head of <see cref="TargetKind.Labels"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int LabelStride { get; private set; }

    /// <summary>Whether <see cref="SetTargets(ReadOnlySpan{float})"/> or a sibling was called for this batch.</summary>
    public bool HasTargets { get; internal set; }

    /// <summary>Throws unless the batch has targets for this head.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireTargets()
    {
        if (!HasTargets)
            throw new InvalidOperationException($"head '{Info.Name}' has no targets: call SetTargets after Begin.");
        HasOwnGradients = false;
    }

    /// <summary>Sets real-valued targets, batch-first: [B, outputs], or [B, T, outputs] at every step.</summary>
    /// <exception cref="ArgumentException">The number of values is not that, or the head wants classes.</exception>
    public void SetTargets(ReadOnlySpan<float> targets)
    {
        Require(TargetKind.Values);
        int width = Info.TargetWidth;
        if (targets.Length != Rows * width)
            throw new ArgumentException(
                $"targets has {targets.Length} values; head '{Info.Name}' needs {Rows * width} ({Shape(width)}).", nameof(targets));
        if (_values.Length < targets.Length)
            _values = new float[targets.Length];

        BatchFirst.Load(targets, width, Steps, _owner, Time, _values, width);
        if (Info.Weighting == LossWeighting.Positives)
            RequireProbabilities();
        HasTargets = true;
    }

    /// <summary>Sets class targets, batch-first: [B], or [B, T] at every step; what stands past a row's end does not count.</summary>
    /// <exception cref="ArgumentException">The number of values is not that, or the head wants real values.</exception>
    public void SetTargets(ReadOnlySpan<int> targets)
    {
        Require(TargetKind.Classes);
        if (targets.Length != Rows)
            throw new ArgumentException(
                $"targets has {targets.Length} values; head '{Info.Name}' needs {Rows} ({Shape(0)}).", nameof(targets));
        ReserveClasses(targets.Length);

        int steps = Steps, batch = Time.Batch;
        for (int row = 0; row < batch; row++)
        {
            int source = _owner.Order[row] * steps;
            for (int t = 0; t < steps; t++)
                _classes[t * batch + row] = targets[source + t];
        }

        HasTargets = true;
    }

    /// <summary>Sets label sequences: [B, widest] padded, with the number of labels of each row, [B].</summary>
    /// <exception cref="ArgumentException">The numbers of values do not fit the batch, or the head wants another kind.</exception>
    public void SetTargets(ReadOnlySpan<int> labels, ReadOnlySpan<int> labelLengths)
    {
        Require(TargetKind.Labels);
        int batch = Time.Batch;
        if (labelLengths.Length != batch)
            throw new ArgumentException(
                $"labelLengths has {labelLengths.Length} values; the batch has {batch} rows.", nameof(labelLengths));
        if (labels.Length % batch != 0)
            throw new ArgumentException(
                $"labels has {labels.Length} values, which is no multiple of the batch's {batch} rows.", nameof(labels));
        LabelStride = labels.Length / batch;
        ReserveClasses(labels.Length);
        if (_labelLengths.Length < batch)
            _labelLengths = new int[batch];
        for (int row = 0; row < batch; row++)
        {
            int source = _owner.Order[row];
            if ((uint)labelLengths[source] > (uint)LabelStride)
                throw new ArgumentException(
                    $"labelLengths[{source}] is {labelLengths[source]}; it must lie between 0 and {LabelStride}.", nameof(labelLengths));
            _labelLengths[row] = labelLengths[source];
            labels.Slice(source * LabelStride, LabelStride).CopyTo(_classes.AsSpan(row * LabelStride));
        }

        HasTargets = true;
    }

    /// <summary>Throws unless every target at a valid step is a class of this head or <paramref name="ignoreIndex"/>.</summary>
    /// <param name="ignoreIndex">The target that does not count; null for none.</param>
    /// <exception cref="ArgumentException">One is not.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireClasses(int? ignoreIndex)
    {
        int steps = Steps;
        for (int t = 0; t < steps; t++)
        {
            int rows = Info.EveryStep ? Time.Active[t] : Time.Batch;
            for (int row = 0; row < rows; row++)
            {
                int target = _classes[t * Time.Batch + row];
                if ((uint)target < (uint)Info.Outputs || target == ignoreIndex)
                    continue;
                throw new ArgumentException($"{Place(row, t)} of head '{Info.Name}' is {target}; classes lie between 0 and "
                    + $"{Info.Outputs - 1}{(ignoreIndex is null ? "" : $", and {ignoreIndex} is left out")}.");
            }
        }
    }

    // Targets of labels say yes, no, or how likely.
    private void RequireProbabilities()
    {
        int width = Info.Outputs;
        for (int i = 0; i < Rows * width; i++)
        {
            int row = i / width, batch = Time.Batch;
            if ((Info.EveryStep && row % batch >= Time.Active[row / batch]) || _values[i] is >= 0 and <= 1)
                continue;
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{Place(row % batch, row / batch, i % width)} of head '{Info.Name}' is {_values[i]}; a label's target is 0, 1 or "
                    + $"a probability between them."));
        }
    }

    // Where a target stands: in the set that the batch was loaded from, else in what the caller gave.
    private string Place(int row, int t, int? label = null)
    {
        int caller = _owner.Order[row];
        string step = Info.EveryStep ? $", {t}" : "", last = label is { } at ? $", {at}" : "";
        return _owner.LoadedSet is null
            ? $"targets[{caller}{step}{last}]"
            : "The target of sequence "
                + $"{_owner.LoadedIndices[caller]}{(Info.EveryStep ? $", step {t} of what was loaded" : "")}"
                + $"{(label is null ? "" : $", label {label}")}";
    }

    /// <summary>Rows with a target other than <paramref name="ignoreIndex"/> at some step.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int CountRows(int ignoreIndex)
    {
        int count = 0;
        for (int row = 0; row < Time.Batch; row++)
        {
            if (HasTarget(row, ignoreIndex))
                count++;
        }

        return count;
    }

    private bool HasTarget(int row, int ignoreIndex)
    {
        for (int t = 0; t < Time.Lengths[row]; t++)
        {
            if (_classes[t * Time.Batch + row] != ignoreIndex)
                return true;
        }

        return false;
    }

    /// <summary>Throws unless every label is a symbol of this head other than <paramref name="blank"/>.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void RequireLabels(int blank)
    {
        for (int row = 0; row < Time.Batch; row++)
        {
            for (int i = 0; i < _labelLengths[row]; i++)
            {
                int label = _classes[row * LabelStride + i];
                if ((uint)label >= (uint)Info.Outputs || label == blank)
                    throw new ArgumentException($"labels[{_owner.Order[row]}, {i}] of head '{Info.Name}' is {label}; labels lie between "
                        + $"0 and {Info.Outputs - 1} and are not the blank {blank}.");
            }
        }
    }

    private void ReserveClasses(int count)
    {
        _classCount = count;
        if (_classes.Length < count)
            _classes = new int[count];
    }

    private void Require(TargetKind kind)
    {
        if (Info.Targets != kind)
            throw new ArgumentException($"targets: head '{Info.Name}' is trained on {Info.Targets}, not {kind}.");
    }
}
