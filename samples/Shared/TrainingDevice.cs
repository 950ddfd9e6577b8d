using System.CommandLine;

namespace LstmGen.Samples;

/// <summary>Where models are trained: on the processor, or on a device that <c>--device</c> names.</summary>
/// <param name="name">Its name on the command line.</param>
internal sealed class TrainingDevice(string name) : IDisposable
{
    private readonly IDisposable? _device = name == "cpu" ? null : Devices.Open(name);

    /// <summary>The option.</summary>
    public static Option<string> Option { get; } = Create();

    /// <summary>Trains <paramref name="model"/>; afterwards it has the trained weights wherever that was.</summary>
    public History Fit(IRecurrentModel model, SequenceSet train, FitOptions options)
    {
        if (_device is null)
            return model.Fit(train, options);
        using IDisposable there = Devices.Put(model, _device);
        try
        {
            return ((IRecurrentModel)there).Fit(train, options);
        }
        catch (Exception e) when (Devices.IsFull(e))
        {
            throw new ArgumentException($"--device is {name}. {e.Message}", e);
        }
    }

    public void Dispose() => _device?.Dispose();

    private static Option<string> Create()
    {
        var option = new Option<string>("--device")
        {
            Description = "Where to train; ilgpu-cpu is ILGPU's simulation of a device, slow",
            DefaultValueFactory = _ => "cpu",
        };
        option.AcceptOnlyFromAmong("cpu", "cuda", "opencl", "ilgpu-cpu");
        return option;
    }
}
