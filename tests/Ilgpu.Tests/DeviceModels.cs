using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Running;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Models compiled once for all tests of a class, for the device of all.</summary>
public abstract class DeviceModels : IDisposable
{
    private readonly CompiledModels _compiled;

    private protected DeviceModels(IEnumerable<Probe> probes) => _compiled = ModelCompiler.Compile([.. probes.Select(Source), Gpus.Wanted]);

    /// <summary>The model of a probe on the processor.</summary>
    internal IRecurrentModel Create(Probe probe) => probe.Create(_compiled);

    /// <summary>The model of a probe on the device; it is disposed by who asked for it.</summary>
    internal DeviceModel Put(Probe probe) => (DeviceModel)Gpus.Put(Create(probe), TestDevice.Shared);

    /// <summary>What differs between the device's results and the reference's, or null.</summary>
    internal string? Difference(Probe probe)
    {
        using DeviceModel model = Put(probe);
        ReferenceResult expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        ModelResult actual = new ModelRunner((IRecurrentModel)model).Run(probe.Data);
        return Closeness.Difference(expected, actual) is null
            ? null
            : Closeness.Difference(expected, actual, ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data, single: true));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _compiled.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Source(Probe probe) =>
        (probe with { Declaration = probe.Declaration with { Backends = Backends.Simd | Backends.Ilgpu } }).Source;
}
