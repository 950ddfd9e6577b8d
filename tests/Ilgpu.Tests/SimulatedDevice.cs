namespace LstmGen.Ilgpu.Tests;

/// <summary>One simulated device for all tests: kernels are compiled once.</summary>
public sealed class SimulatedDevice : IDisposable
{
    /// <summary>The device.</summary>
    public GpuDevice Device { get; } = GpuDevice.Open(GpuKind.Simulated);

    /// <inheritdoc/>
    public void Dispose() => Device.Dispose();
}
