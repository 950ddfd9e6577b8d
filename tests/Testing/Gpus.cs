using Microsoft.CodeAnalysis;

namespace LstmGen.Testing;

/// <summary>Devices for tests.</summary>
public static class Gpus
{
    private static readonly Lazy<MetadataReference[]> Libraries = new(() =>
        [MetadataReference.CreateFromFile(typeof(LstmGen.CompilerServices.DeviceModel).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location)]);

    /// <summary>Opens the device of a name: cuda, opencl or ilgpu-cpu.</summary>
    public static IDisposable Open(string name) => LstmGen.GpuDevice.Open(name switch
    {
        "cuda" => LstmGen.GpuKind.Cuda,
        "opencl" => LstmGen.GpuKind.OpenCL,
        "ilgpu-cpu" => LstmGen.GpuKind.Simulated,
        _ => throw new ArgumentException($"device '{name}' is none of cuda, opencl and ilgpu-cpu", nameof(name)),
    });

    /// <summary>A source that stands for the runtime for GPUs: enough for a compilation whose emitted text is only looked at.</summary>
    public const string StandIn = "namespace LstmGen.CompilerServices { public abstract class DeviceModel; }";

    /// <summary>A source that asks for references to the runtime for GPUs.</summary>
    public const string Wanted = "// with LstmGen.Runtime.Ilgpu";

    /// <summary>What a compilation references besides.</summary>
    public static IEnumerable<MetadataReference> References(IEnumerable<string> sources) =>
        sources.Contains(Wanted) ? Libraries.Value : [];

    /// <summary>The model on a device, through its emitted <c>To</c>.</summary>
    public static IRecurrentModel Put(IRecurrentModel model, IDisposable device)
    {
        ArgumentNullException.ThrowIfNull(model);
        return (IRecurrentModel)model.GetType().GetMethod("To")!.Invoke(model, [device])!;
    }
}
