using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Floats on a device.</summary>
/// <param name="device">The device.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DeviceBuffer(GpuDevice device) : DeviceBlock<float>(device);
