using LstmGen.Kernels;

namespace LstmGen.Modeling;

/// <summary>
/// Outputs, targets and loss of one head for one batch. Inside, rows are in the workspace's order: for a head at every
/// step row t * B + r, else row r.
/// </summary>
public sealed partial class HeadWorkspace
{
    private readonly ModelWorkspace _owner;
    private float[] _values = [];
    private int[] _classes = [];
    private int[] _labelLengths = [];
    private double[] _losses = [];

    internal HeadWorkspace(ModelWorkspace owner, HeadInfo info)
    {
        _owner = owner;
        Info = info;
        Stride = Panel.Pad(info.Outputs);
    }

    /// <summary>Name, width and kind of targets.</summary>
    public HeadInfo Info { get; }

    /// <summary>Values from one row of <see cref="Outputs"/> to the next: the outputs rounded up to 8.</summary>
    public int Stride { get; }

    /// <summary>The time layout of the head's input.</summary>
    public TimeLayout Time { get; set; } = null!;

    /// <summary>Rows: B, or T * B at every step.</summary>
    public int Rows => Info.EveryStep ? Time.Steps * Time.Batch : Time.Batch;

    /// <summary>Raw outputs (before softmax or sigmoid), [rows, stride].</summary>
    public AlignedBuffer Outputs { get; } = new();

    /// <summary>Gradient of the loss with respect to <see cref="Outputs"/>, [rows, stride].</summary>
    public AlignedBuffer OutputGradients { get; } = new();

    /// <summary>Targets of a head of <see cref="TargetKind.Values"/>, [rows, outputs].</summary>
    public ReadOnlySpan<float> ValueTargets => _values.AsSpan(0, Rows * Info.Outputs);

    /// <summary>Targets of a head of <see cref="TargetKind.Classes"/>, [rows]; of Labels, [B, widest].</summary>
    public ReadOnlySpan<int> ClassTargets => _classes.AsSpan(0, _classCount);

    /// <summary>Labels per row of a head of <see cref="TargetKind.Labels"/>.</summary>
    public ReadOnlySpan<int> LabelLengths => _labelLengths.AsSpan(0, Time.Batch);

    /// <summary>Labels reserved per row of a head of <see cref="TargetKind.Labels"/>.</summary>
    public int LabelStride { get; private set; }

    /// <summary>Loss of each row before weighting.</summary>
    public Span<double> RowLosses => _losses.AsSpan(0, Rows);

    /// <summary>Whether <see cref="SetTargets(ReadOnlySpan{float})"/> or its sibling was called for this batch.</summary>
    public bool HasTargets { get; internal set; }

    /// <summary>What the sum of row losses is divided by.</summary>
    public double Normalizer { get; set; }

    /// <summary>The head's mean loss of the last <see cref="IRecurrentModel.Loss"/>, before its weight.</summary>
    public double Loss { get; set; }

    /// <summary>Weight of each class or label in the loss, [outputs]; empty for 1 throughout.</summary>
    public ReadOnlySpan<float> ClassWeights => _classWeights;

    /// <summary>Sets <see cref="ClassWeights"/>, copied; empty for 1 throughout.</summary>
    /// <exception cref="ArgumentException">Their number is not that of the outputs, or one is negative or not finite.</exception>
    public void SetClassWeights(ReadOnlySpan<float> weights)
    {
        if (!weights.IsEmpty && weights.Length != Info.Outputs)
            throw new ArgumentException($"weights has {weights.Length} values; head '{Info.Name}' has {Info.Outputs} outputs.", nameof(weights));
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(weights[i] >= 0 && float.IsFinite(weights[i])))
                throw new ArgumentException($"weights[{i}] is {weights[i]}; give a finite number of at least 0.", nameof(weights));
        }

        _classWeights = weights.ToArray();
    }

    /// <summary>Throws unless the batch has targets for this head.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public void RequireTargets()
    {
        if (!HasTargets)
            throw new InvalidOperationException($"head '{Info.Name}' has no targets: call SetTargets after Begin.");
    }

    /// <summary>Sets <see cref="Loss"/> to the sum of the valid rows' losses, in their order, over <see cref="Normalizer"/>.</summary>
    public double SumLosses()
    {
        double sum = 0;
        int steps = Info.EveryStep ? Time.Steps : 1;
        for (int t = 0; t < steps; t++)
        {
            int rows = Info.EveryStep ? Time.Active[t] : Time.Batch;
            foreach (double loss in _losses.AsSpan(t * Time.Batch, rows))
                sum += loss;
        }

        return Loss = Normalizer == 0 ? 0 : sum / Normalizer;
    }

    private float[] _classWeights = [];
    private int _classCount;

    /// <summary>Makes room for the batch at hand.</summary>
    public void Resize(bool training)
    {
        Outputs.EnsureLength(checked(Rows * Stride));
        if (!training)
            return;
        OutputGradients.EnsureLength(Rows * Stride);
        if (_losses.Length < Rows)
            _losses = new double[Rows];
    }

    /// <summary>Sets real-valued targets, batch-first: [B, outputs], or [B, T, outputs] at every step.</summary>
    /// <exception cref="ArgumentException">The number of values is not that, or the head wants classes.</exception>
    public void SetTargets(ReadOnlySpan<float> targets)
    {
        Require(TargetKind.Values);
        int width = Info.Outputs;
        if (targets.Length != Rows * width)
            throw new ArgumentException($"targets has {targets.Length} values; head '{Info.Name}' needs {Rows * width} ({Shape(width)}).", nameof(targets));
        if (_values.Length < targets.Length)
            _values = new float[targets.Length];

        int steps = Info.EveryStep ? Time.Steps : 1, batch = Time.Batch;
        for (int row = 0; row < batch; row++)
        {
            int source = _owner.Order[row] * steps;
            for (int t = 0; t < steps; t++)
                targets.Slice((source + t) * width, width).CopyTo(_values.AsSpan((t * batch + row) * width, width));
        }

        HasTargets = true;
    }

    /// <summary>Sets class targets, batch-first: [B], or [B, T] at every step.</summary>
    /// <exception cref="ArgumentException">The number of values is not that, or the head wants real values.</exception>
    public void SetTargets(ReadOnlySpan<int> targets)
    {
        Require(TargetKind.Classes);
        if (targets.Length != Rows)
            throw new ArgumentException($"targets has {targets.Length} values; head '{Info.Name}' needs {Rows} ({Shape(0)}).", nameof(targets));
        ReserveClasses(targets.Length);

        int steps = Info.EveryStep ? Time.Steps : 1, batch = Time.Batch;
        for (int row = 0; row < batch; row++)
        {
            int source = _owner.Order[row] * steps;
            for (int t = 0; t < steps; t++)
                _classes[t * batch + row] = targets[source + t];
        }

        HasTargets = true;
    }

    /// <summary>Sets label sequences: [B, widest] padded, with the number of labels of each row, [B].</summary>
    public void SetTargets(ReadOnlySpan<int> labels, ReadOnlySpan<int> labelLengths)
    {
        Require(TargetKind.Labels);
        int batch = Time.Batch;
        if (labelLengths.Length != batch)
            throw new ArgumentException($"labelLengths has {labelLengths.Length} values; the batch has {batch} rows.", nameof(labelLengths));
        if (labels.Length % batch != 0)
            throw new ArgumentException($"labels has {labels.Length} values, which is no multiple of the batch's {batch} rows.", nameof(labels));
        LabelStride = labels.Length / batch;
        ReserveClasses(labels.Length);
        if (_labelLengths.Length < batch)
            _labelLengths = new int[batch];
        for (int row = 0; row < batch; row++)
        {
            int source = _owner.Order[row];
            if ((uint)labelLengths[source] > (uint)LabelStride)
                throw new ArgumentException($"labelLengths[{source}] is {labelLengths[source]}; it must lie between 0 and {LabelStride}.", nameof(labelLengths));
            _labelLengths[row] = labelLengths[source];
            labels.Slice(source * LabelStride, LabelStride).CopyTo(_classes.AsSpan(row * LabelStride));
        }

        HasTargets = true;
    }

    /// <summary>Copies the outputs batch-first: [B, outputs], or [B, T, outputs] at every step.</summary>
    public void CopyOutputs(Span<float> destination) => Unsort(Outputs, destination);

    /// <summary>Copies the gradient of the loss with respect to the outputs, laid out as <see cref="CopyOutputs"/>.</summary>
    public void CopyOutputGradients(Span<float> destination) => Unsort(OutputGradients, destination);

    /// <summary>
    /// Sets the gradient with respect to the outputs, laid out as <see cref="CopyOutputs"/>, in place of the one that
    /// the loss computes: for a loss of one's own.
    /// </summary>
    public void SetOutputGradients(ReadOnlySpan<float> gradients)
    {
        int width = Info.Outputs, steps = Info.EveryStep ? Time.Steps : 1, batch = Time.Batch;
        if (gradients.Length != Rows * width)
            throw new ArgumentException($"gradients has {gradients.Length} values; head '{Info.Name}' needs {Rows * width} ({Shape(width)}).", nameof(gradients));
        Span<float> stored = OutputGradients.Span[..(Rows * Stride)];
        stored.Clear();
        for (int row = 0; row < batch; row++)
        {
            int source = _owner.Order[row] * steps;
            for (int t = 0; t < steps; t++)
                gradients.Slice((source + t) * width, width).CopyTo(stored[((t * batch + row) * Stride)..]);
        }
    }

    private void Unsort(AlignedBuffer stored, Span<float> destination)
    {
        int width = Info.Outputs, steps = Info.EveryStep ? Time.Steps : 1, batch = Time.Batch;
        if (destination.Length != Rows * width)
            throw new ArgumentException($"destination has room for {destination.Length} values; head '{Info.Name}' gives {Rows * width} ({Shape(width)}).", nameof(destination));
        ReadOnlySpan<float> source = stored.Span;
        for (int row = 0; row < batch; row++)
        {
            int target = _owner.Order[row] * steps;
            for (int t = 0; t < steps; t++)
                source.Slice((t * batch + row) * Stride, width).CopyTo(destination[((target + t) * width)..]);
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

    private string Shape(int width)
    {
        string outputs = width == 0 ? "" : $", {width}";
        return Info.EveryStep ? $"[{Time.Batch}, {Time.Steps}{outputs}]" : $"[{Time.Batch}{outputs}]";
    }
}
