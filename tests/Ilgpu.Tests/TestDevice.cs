namespace LstmGen.Ilgpu.Tests;

/// <summary>
/// One device for all tests of a class: kernels are compiled once. It is the simulated one, or what the environment variable
/// <c>LSTMGEN_TEST_DEVICE</c> names: cuda or opencl.
/// </summary>
public sealed class TestDevice : IDisposable
{
    /// <summary>The device.</summary>
    public GpuDevice Device { get; } =
        (GpuDevice)Gpus.Open(Environment.GetEnvironmentVariable("LSTMGEN_TEST_DEVICE") is { Length: > 0 } name ? name : "ilgpu-cpu");

    /// <inheritdoc/>
    public void Dispose() => Device.Dispose();
}
