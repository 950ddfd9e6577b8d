namespace LstmGen.Generator.Tests;

/// <summary>Sets the number of threads of the shared pool, and puts it back.</summary>
internal sealed class WithThreads : IDisposable
{
    private readonly int _before = WorkerPool.Shared.Threads;

    public WithThreads(int threads) => WorkerPool.Shared.Threads = threads;

    public void Dispose() => WorkerPool.Shared.Threads = _before;
}
