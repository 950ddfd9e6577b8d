using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Tests that change the pool that all models share run one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedPool
{
    public const string Name = "Shared pool";

    /// <summary>Sets the threads of the pool, and whether it waits for them, until disposed.</summary>
    public sealed class Scope : IDisposable
    {
        private readonly (int Threads, bool Patient) _before = (WorkerPool.Shared.Threads, WorkerPool.Shared.Patient);

        public Scope(int threads, bool patient = false) =>
            (WorkerPool.Shared.Threads, WorkerPool.Shared.Patient) = (threads, patient);

        public void Dispose() => (WorkerPool.Shared.Threads, WorkerPool.Shared.Patient) = _before;
    }
}
