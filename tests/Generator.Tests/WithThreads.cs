namespace LstmGen.Generator.Tests;

/// <summary>
/// Sets the number of threads of the shared pool, and puts it back. Meanwhile threads are waited for, however busy the machine, so that
/// they do share.
/// </summary>
internal sealed class WithThreads : IDisposable
{
    private readonly int _before = WorkerPool.Shared.Threads;

    public WithThreads(int threads)
    {
        WorkerPool.Shared.Threads = threads;
        WorkerPool.Shared.Patient = true;
    }

    public void Dispose()
    {
        WorkerPool.Shared.Threads = _before;
        WorkerPool.Shared.Patient = false;
    }
}
