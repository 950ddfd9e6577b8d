namespace LstmGen.Ilgpu.Tests;

/// <summary>
/// One device for all tests: what models share is compiled once. It is the simulated one, or what the environment variable
/// <c>LSTMGEN_TEST_DEVICE</c> names: cuda or opencl. Tests of what a device holds and frees open one of their own.
/// </summary>
/// <remarks>
/// The simulated device has a thread of the operating system for each thread of a group, and they wait for each other at every launch and
/// barrier. On one processor that takes a third of the time that it takes on several, where threads wait awake and are moved about. For the
/// same reason <c>ilgpu.runsettings</c> tells the runtime that there is one processor: threads do not wait awake then.
/// </remarks>
internal static class TestDevice
{
    private static readonly Lazy<GpuDevice> Opened = new(Open);

    /// <summary>The device; it stays open until the process ends.</summary>
    public static GpuDevice Shared => Opened.Value;

    private static GpuDevice Open()
    {
        if (Environment.GetEnvironmentVariable("LSTMGEN_TEST_DEVICE") is { Length: > 0 } name)
            return (GpuDevice)Gpus.Open(name);
        OneProcessor.Hold();
        return GpuDevice.Open(GpuKind.Simulated);
    }
}
