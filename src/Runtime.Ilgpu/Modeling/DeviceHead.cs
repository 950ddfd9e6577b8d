using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Outputs, targets and losses of one head on a device.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceHead : IDisposable
{
    private readonly HeadWorkspace _head;
    private readonly DeviceTime _time;

    internal DeviceHead(GpuDevice device, HeadWorkspace head, DeviceTime time)
    {
        (_head, _time) = (head, time);
        Outputs = new DeviceBuffer(device);
        OutputGradients = new DeviceBuffer(device);
        Losses = new DeviceBuffer(device);
        Attention = new DeviceBuffer(device);
        Values = new DeviceBuffer(device);
        Classes = new DeviceBlock<int>(device);
        LabelLengths = new DeviceBlock<int>(device);
        OutputWeights = new DeviceBuffer(device);
        LossWeights = new DeviceBuffer(device);
    }

    /// <summary>Raw outputs, [rows, stride].</summary>
    public DeviceBuffer Outputs { get; }

    /// <summary>Gradient of the loss with respect to <see cref="Outputs"/>.</summary>
    public DeviceBuffer OutputGradients { get; }

    /// <summary>Loss of each row.</summary>
    public DeviceBuffer Losses { get; }

    /// <summary>Weights of attention pooling, [B, T].</summary>
    public DeviceBuffer Attention { get; }

    /// <summary>Targets that are values, [rows, outputs].</summary>
    public DeviceBuffer Values { get; }

    /// <summary>Targets that are classes, [rows], or labels, [B, widest].</summary>
    public DeviceBlock<int> Classes { get; }

    /// <summary>Labels of each row.</summary>
    public DeviceBlock<int> LabelLengths { get; }

    /// <summary>Labels reserved for a row.</summary>
    public int LabelStride => _head.LabelStride;

    /// <summary>Whether a step's class counts nothing, so that a path of tags is not wholly given.</summary>
    public bool HasOpenSteps { get; private set; }

    /// <summary>Weights of classes or positives, [outputs]; empty for 1 throughout.</summary>
    public DeviceBuffer OutputWeights { get; }

    /// <summary>Sum of <see cref="OutputWeights"/>, the number of outputs where there are none.</summary>
    public float TotalWeight { get; private set; }

    /// <summary>Weight of each row in the loss, [rows], or [B] for a loss of whole sequences; empty for 1 throughout.</summary>
    public DeviceBuffer LossWeights { get; }

    /// <summary>Rows: B, or T * B at every step.</summary>
    public int Count => _head.Rows;

    /// <summary>Values from one row to the next.</summary>
    public int Stride => _head.Stride;

    /// <summary>What loss kernels work on.</summary>
    public LossRows Rows => new()
    {
        Time = _time.Layout, Count = Count, Stride = Stride, Outputs = Outputs.View, Gradients = OutputGradients.View, Losses = Losses.View,
    };

    internal void Resize(bool training)
    {
        Outputs.EnsureLength(checked(Count * Stride));
        if (_head.Info.Attention)
            Attention.EnsureLength(_time.Pairs);
        if (!training)
            return;
        OutputGradients.EnsureLength(Count * Stride);
        Losses.EnsureLength(Count);
    }

    /// <summary>Brings the batch's targets and weights to the device.</summary>
    public void UploadTargets()
    {
        if (_head.Info.Targets == TargetKind.Values)
            Values.Upload(_head.ValueTargets);
        else
            Classes.Upload(_head.ClassTargets);
        HasOpenSteps = _head.Info.CountsRows && _head.ClassTargets.Contains(_head.Info.IgnoreIndex);
        if (_head.Info.Targets == TargetKind.Labels)
            LabelLengths.Upload(_head.LabelLengths);
        ReadOnlySpan<float> weights = _head.ClassWeights;
        TotalWeight = weights.IsEmpty ? _head.Info.Outputs : 0f;
        foreach (float weight in weights)
            TotalWeight += weight;
        OutputWeights.EnsureLength(weights.Length);
        OutputWeights.Upload(weights);
        ReadOnlySpan<float> ofRows = _head.HasLossWeights ? _head.LossWeights : default;
        LossWeights.EnsureLength(ofRows.Length);
        LossWeights.Upload(ofRows);
    }

    /// <summary>Says that the forward pass has left new outputs here.</summary>
    internal void ForwardDone() => _head.Elsewhere = _head.Info.Attention ? HeadValues.Outputs | HeadValues.Attention : HeadValues.Outputs;

    /// <summary>Says that the loss has left new gradients here.</summary>
    internal void LossDone(float sum)
    {
        _head.Elsewhere |= HeadValues.OutputGradients;
        _head.Loss = _head.Normalizer == 0 ? 0 : sum / _head.Normalizer;
    }

    /// <summary>Takes gradients of the outputs that the caller has set in the loss's place.</summary>
    internal void UploadOwnGradients()
    {
        if (_head.HasOwnGradients)
            OutputGradients.Upload(_head.OutputGradients.Span[..(Count * Stride)]);
    }

    internal void Download(HeadValues values, Span<float> destination)
    {
        DeviceBuffer buffer = values == HeadValues.Attention ? Attention : values == HeadValues.Outputs ? Outputs : OutputGradients;
        buffer.Download(destination[..buffer.Length]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable block in new IDisposable[] { Outputs, OutputGradients, Losses, Attention, Values, Classes, LabelLengths,
            OutputWeights, LossWeights })
            block.Dispose();
    }
}
