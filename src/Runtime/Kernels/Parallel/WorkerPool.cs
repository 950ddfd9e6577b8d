namespace LstmGen.Kernels;

/// <summary>Threads that run the parts of a piece of work and wait for the next one, spinning briefly before they sleep.</summary>
public sealed class WorkerPool
{
    /// <summary>The pool that models use unless they are given another.</summary>
    public static WorkerPool Shared { get; } = new();

    /// <summary>Threads that take part in a run, the caller included.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Runs parts 0 .. <paramref name="parts"/> - 1 and returns when all are done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="phase">Handed to the work.</param>
    /// <param name="parts">Number of parts.</param>
    public void Run(IParallelWork work, int phase, int parts)
    {
        ArgumentNullException.ThrowIfNull(work);
        int count = Threads > 0 ? parts : 0;
        for (int part = 0; part < count; part++) work.Run(phase, part);
    }
}
