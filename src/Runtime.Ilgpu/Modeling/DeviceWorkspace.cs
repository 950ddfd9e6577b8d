using System.ComponentModel;
using ILGPU;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// A workspace whose activations are on a device, in the processor's layouts. Input and targets are set as on the processor;
/// outputs are brought back when somebody asks for them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class DeviceWorkspace : ModelWorkspace, IDisposable
{
    private readonly DeviceModel _model;
    private readonly DeviceBlock<int> _tokens;
    private readonly DeviceColumn[] _columns;
    private readonly DeviceBuffer _initial, _final, _finalGradient;
    private readonly float[] _losses;
    private bool _isInputGradientThere; // and not yet brought back
    private float[] _weights = [];

    /// <summary>A workspace of <paramref name="model"/>.</summary>
    protected DeviceWorkspace(DeviceModel model, bool training)
        : base(model?.Parameters.Description!, training)
    {
        _model = model!;
        _model.RequireLive();
        GpuDevice device = _model.Device;
        TimeOnDevice = new DeviceTime(device, Time);
        _tokens = new DeviceBlock<int>(device);
        Places = new TokenPlaces(device);
        _columns = [.. Description.Columns.Select(_ => new DeviceColumn(device))];
        Input = new DeviceBuffer(device);
        InputGradient = new DeviceBuffer(device);
        (_initial, _final, _finalGradient) = (new DeviceBuffer(device), new DeviceBuffer(device), new DeviceBuffer(device));
        SourceOnDevice = new DeviceSource(device);
        Losses = new DeviceBuffer(device);
        Losses.EnsureLength(Heads.Length);
        _losses = new float[Heads.Length];
    }

    /// <summary>The model's parameters, on the processor when they are read.</summary>
    public ParameterStore Parameters => _model.Parameters;

    /// <summary>Which rows are alive at which input step.</summary>
    public DeviceTime TimeOnDevice { get; }

    /// <summary>Real-valued input, [T, B, features rounded up to 8].</summary>
    public new DeviceBuffer Input { get; }

    /// <summary>Its gradient.</summary>
    public new DeviceBuffer InputGradient { get; }

    /// <summary>Token input, [T, B].</summary>
    public new ArrayView<int> Tokens => _tokens.View;

    /// <summary>Where each token stands; see <see cref="SortTokens"/>.</summary>
    public TokenPlaces Places { get; }

    /// <summary>The heads' blocks.</summary>
    public DeviceHead[] HeadsOnDevice { get; private set; } = [];

    /// <summary>Sum of each head's losses.</summary>
    public DeviceBuffer Losses { get; }

    /// <summary>The mask of a stream at this workspace's training step.</summary>
    public DeviceMask Mask(float rate, uint stream) => new(rate, Seed, Step, stream);

    /// <summary>Sorts the batch's tokens for the sum of their gradients.</summary>
    /// <param name="padding">Token that receives no gradient, or -1.</param>
    public void SortTokens(int padding) => Places.Set(base.Tokens, Time.Active, Batch, padding);

    /// <summary>A column of categories.</summary>
    /// <param name="index">Its number among <see cref="ModelDescription.Columns"/>.</param>
    public DeviceColumn ColumnOnDevice(int index) => _columns[index];

    /// <summary>Sorts a column's categories for the sum of their gradients.</summary>
    /// <param name="index">Number of the column.</param>
    /// <param name="padding">Category that receives no gradient, or -1.</param>
    public void SortColumn(int index, int padding) => _columns[index].Places.Set(ColumnIds(index), Time.Active, Batch, padding);

    /// <inheritdoc/>
    public sealed override void Run(int phase, int part) =>
        throw new NotSupportedException("A device's workspace has no parts for the processor's threads.");

    /// <summary>Connects the heads with their time layouts; once, when those are there.</summary>
    protected void AddHeads(params ReadOnlySpan<DeviceTime> times)
    {
        HeadsOnDevice = new DeviceHead[Heads.Length];
        for (int i = 0; i < times.Length; i++)
            HeadsOnDevice[i] = new DeviceHead(_model.Device, Heads[i], times[i]);
    }

    private int InputLength => Steps * Batch * ((Description.InputWidth + 7) / 8 * 8);

    /// <summary>Brings a time layout to the device.</summary>
    protected void Upload(DeviceTime time)
    {
        ArgumentNullException.ThrowIfNull(time);
        time.Upload(Order, Part);
    }

    /// <summary>Brings the layouts that layers derive from <see cref="ModelWorkspace.Time"/> to the device.</summary>
    protected virtual void UploadTimes()
    {
    }

    /// <summary>
    /// Parameters [<paramref name="offset"/>, <paramref name="offset"/> + <paramref name="length"/>) of the set on the device, which the
    /// last forward pass used.
    /// </summary>
    public ReadOnlySpan<float> ReadWeights(int offset, int length)
    {
        if (_weights.Length < length)
            _weights = new float[length];
        Span<float> values = _weights.AsSpan(0, length);
        _model.DownloadWeights(offset, values);
        return values;
    }

    /// <summary>Brings the batch to the device.</summary>
    /// <param name="weights">Number of the set of weights of the pass: keys of others are computed anew.</param>
    internal void UploadInput(long weights)
    {
        Upload(TimeOnDevice);
        UploadTimes();
        if (Description.Features > 0)
            Input.Upload(base.Input.Span[..InputLength]);
        else
            _tokens.Upload(base.Tokens);
        for (int column = 0; column < _columns.Length; column++)
            _columns[column].Upload(ColumnIds(column));
        if (WantInputGradient && Description.Features > 0)
            InputGradient.EnsureLength(InputLength);
        SelfAttention.RequireNoSteps(InitialState);
        if (InitialState is { } initial && !Continues)
            UploadState(initial, _initial);
        foreach (DeviceHead head in HeadsOnDevice)
            head.Resize(Training);
        UploadSource(weights);
    }

    /// <summary>Brings what the backward pass starts from to the device.</summary>
    internal void UploadGradients()
    {
        if (FinalStateGradient is { } gradient)
            UploadState(gradient, _finalGradient);
        foreach (DeviceHead head in HeadsOnDevice)
            head.UploadOwnGradients();
    }

    internal override void BackwardDone()
    {
        base.BackwardDone();
        _isInputGradientThere = WantInputGradient;
        if (InitialStateGradient is not { } gradient)
            return;
        _final.EnsureLength(gradient.StateValues.Length);
        SaveStateGradients();
        _final.Download(gradient.StateValues);
    }

    internal double ReadLosses()
    {
        Losses.Download(_losses);
        double loss = 0;
        for (int i = 0; i < _losses.Length; i++)
        {
            HeadsOnDevice[i].LossDone(_losses[i]);
            loss += Heads[i].Info.LossWeight * Heads[i].Loss;
        }

        return loss;
    }

    internal override void Fetch(HeadWorkspace head, HeadValues values, Span<float> destination) =>
        HeadsOnDevice[Heads.IndexOf(head)].Download(values, destination);

    internal override void FetchInputGradient()
    {
        if (!_isInputGradientThere)
            return;
        _isInputGradientThere = false;
        InputGradient.Download(base.InputGradient.Span[..InputLength]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the device's memory.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _model.Disown(this);
        foreach (IDisposable block in new IDisposable[] { TimeOnDevice, _tokens, Places, Input, InputGradient, _initial, _final,
            _finalGradient, Losses, SourceOnDevice })
            block.Dispose();
        foreach (DeviceColumn column in _columns)
            column.Dispose();
        foreach (DeviceHead head in HeadsOnDevice)
            head.Dispose();
        StreamCache?.Dispose();
        Attached?.Dispose();
    }
}
