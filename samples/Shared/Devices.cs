namespace LstmGen.Samples;

/// <summary>The devices of the GPU target; in a program compiled ahead of time, an error that says that there are none.</summary>
internal static class Devices
{
#if !NATIVE
    /// <exception cref="ArgumentException">There is no such device.</exception>
    public static IDisposable Open(string name)
    {
        try
        {
            var device = GpuDevice.Open(name switch { "cuda" => GpuKind.Cuda, "opencl" => GpuKind.OpenCL, _ => GpuKind.Simulated });
            Console.WriteLine($"device {device.Info.Name}");
            return device;
        }
        catch (GpuNotFoundException e)
        {
            throw new ArgumentException($"--device is {name}. {e.Message}", e);
        }
    }

    /// <summary>The model on an open device.</summary>
    /// <exception cref="ArgumentException">The model is declared for the processor only, or is a pair.</exception>
    public static IDisposable Put(IRecurrentModel model, IDisposable device) => model is IHasGpuModel placed
        ? placed.To((GpuDevice)device)
        : throw new ArgumentException(
            $"--device is given, and {model.Description.Name} has no GPU code, as a pair of models has none: "
            + "declare a model with Target.All, or leave --device out.");

    /// <summary>Whether an exception says that a device has no room.</summary>
    public static bool IsFull(Exception exception) => exception is GpuMemoryException;
#else
    /// <exception cref="ArgumentException">There are none in this build.</exception>
    public static IDisposable Open(string name) => throw new ArgumentException(
        $"--device is {name}, and this program was compiled ahead of time, where ILGPU cannot compile kernels: "
        + "start it with dotnet run, or leave --device out.");

    /// <summary>The model on an open device, of which there is none.</summary>
    public static IDisposable Put(IRecurrentModel model, IDisposable device) =>
        throw new System.Diagnostics.UnreachableException("no device was opened");

    /// <summary>Whether an exception says that a device has no room.</summary>
    public static bool IsFull(Exception exception) => false;
#endif
}
