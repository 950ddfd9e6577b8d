using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;

namespace LstmGen.Conformance;

/// <summary>Randomly drawn declarations of the whole vocabulary on a device, against the reference.</summary>
internal static class RandomRun
{
    private const int ModelsPerCompilation = 20;

    private static readonly RandomModelOptions Options =
        RandomModelOptions.Everything with { MaxSize = 40, MaxLayers = 2, MaxStack = 2, MaxTime = 12, MaxBatch = 8 };

    /// <summary>What differs, one text for each model that is wrong.</summary>
    /// <param name="count">Models.</param>
    /// <param name="device">The device to run on; null for the processor.</param>
    public static IEnumerable<string> Faults(int count, IDisposable? device)
    {
        foreach (int[] seeds in Enumerable.Range(0, count).Chunk(ModelsPerCompilation))
        {
            (RandomCase Case, Probe Probe)[] drawn = [.. seeds.Select(seed => RandomModels.Draw(seed, Options))
                .Select(one => (one, ProbeOf(one, device)))];
            string[] sources = [.. drawn.Select(one => one.Probe.Source)];
            using CompiledModels models = ModelCompiler.Compile(device is null ? sources : [.. sources, Gpus.Wanted]);
            foreach ((RandomCase one, Probe probe) in drawn)
            {
                if (Fault(probe, models, device) is { } fault)
                    yield return $"{one}\n{fault}";
            }
        }
    }

    private static string? Fault(Probe probe, CompiledModels models, IDisposable? device)
    {
        IRecurrentModel model = probe.Create(models), there = device is null ? model : Gpus.Put(model, device);
        using var owned = there as IDisposable;
        ModelResult actual = new ModelRunner(there).Run(probe.Data);
        ReferenceResult expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        return Closeness.Difference(expected, actual) is null
            ? null
            : Closeness.Difference(expected, actual, ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data, single: true));
    }

    private static Probe ProbeOf(RandomCase one, IDisposable? device) =>
        new(device is null ? one.Model : one.Model with { Backends = Backends.Simd | Backends.Ilgpu }, one.Parameters, one.Data);
}
