using BenchmarkDotNet.Attributes;
using LstmGen.CompilerServices;

namespace LstmGen.Bench.Micro;

/// <summary>Handing work to the pool and waiting for it.</summary>
[MemoryDiagnoser]
public class PoolBenchmarks
{
    private readonly WorkerPool _pool = new(2);
    private readonly Nothing _nothing = new();

    /// <summary>Ends the pool's threads.</summary>
    [GlobalCleanup]
    public void Cleanup() => _pool.Dispose();

    /// <summary>Two parts on two threads.</summary>
    [Benchmark]
    public void RoundTrip() => _pool.Run(_nothing, 0, 2);

    /// <summary>The framework's, for comparison.</summary>
    [Benchmark]
    public void ParallelFor() => Parallel.For(0, 2, static _ => { });

    private sealed class Nothing : IParallelWork
    {
        public void Run(int phase, int part)
        {
        }
    }
}
