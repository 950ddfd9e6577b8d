using System.Diagnostics;
using LstmGen.CompilerServices;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>
/// Threads that come and go while processors are taken by others: whoever computes a share, the bits are those of one thread.
/// </summary>
public class ContendedSharingTests
{
    private static readonly Probe[] All =
    [
        Probe.Of(Probe.Features("ContendedUnits", 2, new RnnLayer(128), new RegressionHead(1)), 1, 4),
        Probe.Of(Probe.Features("ContendedWave", 2, new RnnLayer(3) { Layers = 2 }, new RegressionHead(1)), 1, 40),
        Probe.Of(Probe.Features("ContendedRows", 2, new LstmLayer(5), new RegressionHead(1)), 7, 6),
    ];

    [Theory, InlineData("ContendedUnits"), InlineData("ContendedWave"), InlineData("ContendedRows")]
    public void Bits_are_those_of_one_thread(string name)
    {
        Probe probe = All.Single(p => p.Declaration.Name == name);
        using CompiledModels models = ModelCompiler.Compile(probe.Source);
        var runner = new ModelRunner(probe.Create(models));
        int before = WorkerPool.Shared.Threads;
        using BusyThread busy = new();
        try
        {
            WorkerPool.Shared.Threads = 1;
            float[] alone = Bits(runner, probe.Data);
            WorkerPool.Shared.Threads = 2;
            int parts = 1, most = Math.Min(2, UsableProcessors.AtOnce);
            var clock = Stopwatch.StartNew();
            // Threads that come too late are left out for a while, up to half a second, and not for ever.
            for (int run = 0; run < 300 || (parts < most && clock.Elapsed < TimeSpan.FromSeconds(30)); run++)
            {
                Assert.Equal(alone, Bits(runner, probe.Data));
                parts = Math.Max(parts, Math.Max(runner.Workspace.RowParts, runner.Workspace.StepParts));
            }

            Assert.Equal(most, parts);
        }
        finally
        {
            WorkerPool.Shared.Threads = before;
        }
    }

    private static float[] Bits(ModelRunner runner, ReferenceData data)
    {
        ModelResult result = runner.Run(data);
        return [.. runner.GradientBlock, .. Numbers.ToSingle(result.Outputs["head"]), .. Numbers.ToSingle(result.InputGradient!)];
    }

    private sealed class BusyThread : IDisposable
    {
        private volatile bool _stop;

        public BusyThread() => new Thread(() => { while (!_stop) { } }) { IsBackground = true }.Start();

        public void Dispose() => _stop = true;
    }
}
