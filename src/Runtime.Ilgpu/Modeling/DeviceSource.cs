using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>What the rows of a batch attend to, on a device: a <see cref="SourceBlock"/> that was brought there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceSource : IDisposable
{
    private readonly DeviceBlock<int> _lengths;
    private SourceBlock? _block;
    private int _version;

    internal DeviceSource(GpuDevice device) =>
        (_lengths, Outputs, Gradient) = (new DeviceBlock<int>(device), new DeviceBuffer(device), new DeviceBuffer(device));

    /// <summary>The outputs, [B, S, stride].</summary>
    public DeviceBuffer Outputs { get; }

    /// <summary>Their gradient.</summary>
    public DeviceBuffer Gradient { get; }

    /// <summary>Rows times steps, padding included.</summary>
    public int Pairs => Layout.Rows * Layout.Steps;

    /// <summary>The source as kernels read it.</summary>
    public SourceLayout Layout { get; private set; }

    /// <summary>Brings the block of the batch at hand to the device, where that is another than the last time.</summary>
    internal void Upload(SourceBlock block, bool training)
    {
        if (_block != block || _version != block.Version)
        {
            int length = block.Rows * block.Steps * block.Stride;
            Outputs.EnsureLength(length);
            Outputs.Upload(block.Outputs.Span[..length]);
            _lengths.EnsureLength(block.Rows);
            _lengths.Upload(block.Lengths);
            (_block, _version) = (block, block.Version);
            Layout = new SourceLayout { Rows = block.Rows, Steps = block.Steps, Width = block.Width, Stride = block.Stride,
                Lengths = _lengths.View };
        }

        if (training)
        {
            Gradient.EnsureLength(Outputs.Length);
            Gradient.Clear();
        }
    }

    /// <summary>Brings the gradient back.</summary>
    internal void Download(SourceBlock block) => Gradient.Download(block.Gradient.Span[..Gradient.Length]);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lengths.Dispose();
        Outputs.Dispose();
        Gradient.Dispose();
    }
}
