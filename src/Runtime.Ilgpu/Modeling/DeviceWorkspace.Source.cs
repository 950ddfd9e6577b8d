namespace LstmGen.CompilerServices;

// The source that layers attend to.
public abstract partial class DeviceWorkspace
{
    private const long NoWeights = -1;

    private long _keysOf = NoWeights;
    private float[] _alignment = [];

    /// <summary>What the rows attend to.</summary>
    public DeviceSource SourceOnDevice { get; }

    /// <summary>The layers that attend to it, in order of declaration.</summary>
    protected virtual DeviceSourceAttention[] SourceAttentionsOnDevice => [];

    /// <inheritdoc/>
    public override int SourceAttentionCount => SourceAttentionsOnDevice.Length;

    private void UploadSource(long weights)
    {
        if (SourceAttentionCount == 0)
            return;
        RequireSource();
        RequireSourceRoom();
        SourceOnDevice.Upload(Source!, Training);
        foreach (DeviceSourceAttention layer in SourceAttentionsOnDevice)
            layer.Resize(Training);
        ProjectsKeys = !Continues || weights != _keysOf;
        _keysOf = NoWeights;
    }

    /// <summary>After a forward pass that ran to its end, with the weights that were there then.</summary>
    internal void KeysDone(long weights) => _keysOf = weights;

    internal override ReadOnlySpan<float> Alignment(int layer)
    {
        DeviceBuffer weights = SourceAttentionsOnDevice[layer].Weights;
        if (_alignment.Length < weights.Length)
            _alignment = new float[weights.Length];
        Span<float> values = _alignment.AsSpan(0, weights.Length);
        weights.Download(values);
        return values;
    }

    internal override void FetchSourceGradient() => SourceOnDevice.Download(Source!);
}
