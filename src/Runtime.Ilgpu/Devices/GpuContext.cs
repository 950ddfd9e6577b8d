using System.Globalization;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace LstmGen.CompilerServices;

/// <summary>ILGPU's context for one kind of device, with the settings that the kernels were written for.</summary>
internal static class GpuContext
{
    // Threads of a simulated group are threads of the operating system, which wait for each other at each barrier: few are fastest.
    private const int SimulatedWarp = 4, SimulatedThreads = 16, MostSimulatedThreads = 256;

    private const string SimulatedVariable = "LSTMGEN_SIMULATED_THREADS";

    /// <summary>A context that knows the devices of a kind.</summary>
    /// <exception cref="GpuNotFoundException">The driver cannot be used.</exception>
    public static Context Create(GpuKind kind)
    {
        DriverLibraries.Register();
        try
        {
            return Context.Create(builder =>
            {
                builder.Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive);
                if (kind == GpuKind.Cuda)
                    builder.Cuda();
                else if (kind == GpuKind.OpenCL)
                    builder.OpenCL();
                else
                    builder.CPU(new CPUDevice(SimulatedWarp, SimulatedGroup() / SimulatedWarp, 1));
            });
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or AcceleratorException or NotSupportedException)
        {
            throw new GpuNotFoundException($"No {kind} device can be used: {Missing(kind)}.", e);
        }
    }

    /// <summary>The devices of a kind, in the driver's order.</summary>
    public static IReadOnlyList<Device> Devices(Context context, GpuKind kind) =>
        [.. context.Devices.Where(device => Kind(device) == kind)];

    /// <summary>What was looked for where there is no device.</summary>
    public static string Missing(GpuKind kind) => kind switch
    {
        GpuKind.Cuda => $"looked for {DriverLibraries.LookedFor("cuda")} and a device behind it; install NVIDIA's driver",
        GpuKind.OpenCL =>
            $"looked for {DriverLibraries.LookedFor("OpenCL")} and a device with a generic address space behind it; install the device's "
                + "OpenCL driver, or PoCL 4 or newer for processors",
        _ => "the simulated device is part of ILGPU and should always be there",
    };

    private static int SimulatedGroup() => GroupOf(Environment.GetEnvironmentVariable(SimulatedVariable));

    /// <summary>Threads of a simulated group, as the environment wishes.</summary>
    /// <exception cref="InvalidOperationException">The wish is no such number.</exception>
    internal static int GroupOf(string? wish)
    {
        if (string.IsNullOrEmpty(wish))
            return SimulatedThreads;
        return int.TryParse(wish, NumberStyles.None, CultureInfo.InvariantCulture, out int threads)
            && threads is >= SimulatedThreads and <= MostSimulatedThreads && int.IsPow2(threads)
            ? threads
            : throw new InvalidOperationException(
                $"The environment variable {SimulatedVariable} is '{wish}'; use a power of 2 from {SimulatedThreads} to "
                    + $"{MostSimulatedThreads}, or leave it unset for {SimulatedThreads} threads a group.");
    }

    private static GpuKind Kind(Device device) => device.AcceleratorType switch
    {
        AcceleratorType.Cuda => GpuKind.Cuda,
        AcceleratorType.OpenCL => GpuKind.OpenCL,
        _ => GpuKind.Simulated,
    };
}
