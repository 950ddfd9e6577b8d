using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>A model declared with <c>Backends.Ilgpu</c>: for code that puts any such model on a device.</summary>
public interface IHasGpuModel
{
    /// <summary>The model on a device, with this model's parameters: its emitted <c>To</c>.</summary>
    DeviceModel To(GpuDevice device);
}
