using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>A column of categories on a device.</summary>
/// <param name="device">The device.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceColumn(GpuDevice device) : IDisposable
{
    private readonly DeviceBlock<int> _ids = new(device);

    /// <summary>The categories, [T, B].</summary>
    public ArrayView<int> Ids => _ids.View;

    /// <summary>Where each category stands.</summary>
    public TokenPlaces Places { get; } = new(device);

    internal void Upload(ReadOnlySpan<int> ids) => _ids.Upload(ids);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ids.Dispose();
        Places.Dispose();
    }
}
