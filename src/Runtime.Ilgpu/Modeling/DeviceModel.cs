using System.ComponentModel;
using ILGPU;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// The base class of models on a device. It shares the parameters with the model that it was made of; whoever reads those
/// after training here gets the trained ones. Several threads may call Predict: they take turns, as do all models of the device. Training,
/// streams and all else must not overlap with other calls; where they may, put them in <c>lock (device)</c>, which is what Predict waits
/// for. Models on the processor that share the parameters may predict meanwhile, and each of their predictions uses one whole set.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceModel : IParameterHolder, IUpdatesParameters, ITakesTurns, IDisposable
{
    private readonly DeviceBuffer _parameters, _gradients;
    private readonly List<IDisposable> _owned = [];
    private float[] _received = [];
    private int _version;
    private bool _packed, _disposed;
    private long _packs; // how often weights were laid out

    /// <summary>The model on <paramref name="device"/>, with the parameters in <paramref name="parameters"/>.</summary>
    protected DeviceModel(ParameterStore parameters, GpuDevice device)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(device);
        (Parameters, Device) = (parameters, device);
        device.Add(this);
        _parameters = Own(new DeviceBuffer(device));
        _gradients = Own(new DeviceBuffer(device));
    }

    /// <summary>The device.</summary>
    public GpuDevice Device { get; }

    /// <summary>The weights: one block in PyTorch's names, shapes and order, on the processor.</summary>
    public ParameterStore Parameters { get; }

    /// <summary>The parameters on the device.</summary>
    protected internal ArrayView<float> Weights => _parameters.View;

    /// <summary>Gradients of the parameters on the device, laid out like them.</summary>
    protected internal ArrayView<float> Gradients => _gradients.View;

    /// <summary>Kernels that are the same for all models.</summary>
    protected DeviceKernels Kernels => Device.Kernels;

    /// <summary>Lays the weights out anew as kernels read them.</summary>
    protected abstract void Pack();

    /// <summary>Adds the gradients of the batch in the workspace to <see cref="Gradients"/>.</summary>
    protected abstract void RunBackward(DeviceWorkspace workspace);

    /// <summary>Before the forward pass: weights, input and states go to the device.</summary>
    protected void BeginForward(DeviceWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        RequireLive();
        workspace.RequireInput();
        try
        {
            Refresh();
            workspace.UploadInput(_packs);
        }
        catch (GpuMemoryException)
        {
            workspace.LacksRoom = true;
            throw;
        }
    }

    /// <summary>After the forward pass.</summary>
    protected void EndForward(DeviceWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        workspace.KeysDone(_packs);
        foreach (DeviceHead head in workspace.HeadsOnDevice)
            head.ForwardDone();
        workspace.ForwardDone();
    }

    /// <summary>Before the losses.</summary>
    protected static void BeginLoss(DeviceWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        workspace.RequireBatch(training: true);
        workspace.RequireOutputs();
    }

    /// <summary>After the losses: reads them, the only thing that a training step brings back.</summary>
    protected double EndLoss(DeviceWorkspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        for (int i = 0; i < workspace.HeadsOnDevice.Length; i++)
        {
            DeviceHead head = workspace.HeadsOnDevice[i];
            if (head.LossWeights.Length > 0)
                Kernels.Losses.Weigh(head.Rows, head.LossWeights.View);
            Kernels.Losses.Sum(head.Losses.View, head.Count, workspace.Losses.View.SubView(i, 1));
        }

        return workspace.ReadLosses();
    }

    /// <summary>Adds the gradients to a block on the processor.</summary>
    protected void Backward(DeviceWorkspace workspace, AlignedBuffer gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentNullException.ThrowIfNull(workspace);
        workspace.RequireBatch(training: true);
        if (gradients.Length < Parameters.Count)
            throw new ArgumentException($"gradients has {gradients.Length} values; {Parameters.Count} are needed.", nameof(gradients));
        ClearGradients();
        BackwardOnDevice(workspace);
        if (_received.Length < Parameters.Count)
            _received = new float[Parameters.Count];
        _gradients.Download(_received.AsSpan(0, Parameters.Count));
        Elementwise.AddInPlace(gradients.Span[..Parameters.Count], _received.AsSpan(0, Parameters.Count));
    }

    internal void BackwardOnDevice(DeviceWorkspace workspace)
    {
        workspace.RequireActivations();
        if (_gradients.Length == 0)
            ClearGradients();
        workspace.UploadGradients();
        RunBackward(workspace);
        workspace.BackwardDone();
    }

    internal void ClearGradients()
    {
        _gradients.EnsureLength(Parameters.Count);
        _gradients.Clear();
    }

    /// <summary>
    /// Changes the parameters on the device, which are the newest then. Models on the processor that share them predict with a whole set
    /// meanwhile.
    /// </summary>
    internal void ChangeWeights(Action change)
    {
        _version = Parameters.UpdateOn(this, change);
        _packed = false;
    }

    /// <summary>Copies parameters from <paramref name="offset"/> on from the device.</summary>
    internal void DownloadWeights(int offset, Span<float> values) => _parameters.Download(values, offset);

    /// <summary>Brings the parameters to the device, where somebody wrote them since.</summary>
    internal void Refresh()
    {
        BringWeights();

        if (_packed)
            return;
        Pack();
        _packed = true;
        _packs++;
    }

    private void BringWeights()
    {
        if (_version == Parameters.Version)
            return;
        using ParameterReading _ = Parameters.Hold();
        _parameters.Upload(Parameters.Read());
        (_version, _packed) = (Parameters.Version, false);
    }

    /// <summary>Frees <paramref name="block"/> together with the model.</summary>
    protected internal T Own<T>(T block)
        where T : IDisposable
    {
        RequireLive();
        _owned.Add(block);
        return block;
    }

    /// <summary>Forgets a block that was freed before the model.</summary>
    internal void Disown(IDisposable block) => _owned.Remove(block);

    /// <summary>Throws where the model was disposed of, by itself or with its device.</summary>
    internal void RequireLive()
    {
        if (_disposed)
            throw new ObjectDisposedException(
                GetType().FullName,
                $"{Parameters.Description.Name} on {Device.Info.Name} was disposed of, by itself or with its device: put it on a device "
                    + "again by To.");
    }

    object ITakesTurns.Turn => Device; // its kernels and its stream are those of all models

    void IParameterHolder.Refresh() => BringWeights();

    void IParameterHolder.CopyParameters(Span<float> destination) => _parameters.DownloadAside(destination);

    IParameterUpdate IUpdatesParameters.CreateUpdate(Optimizer optimizer, FitOptions options, TrainableRange[] trainable) =>
        new DeviceUpdate(this, optimizer, options, trainable);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Brings the parameters home and frees the device's memory, that of all workspaces included.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
            return;
        _ = Parameters.Read();
        _disposed = true;
        Device.Remove(this);
        foreach (IDisposable block in _owned.ToArray())
            block.Dispose();
        _owned.Clear();
    }
}
