namespace LstmGen.Bench.Peers.Items;

/// <summary>A piece of work that is ready to be timed.</summary>
internal abstract class BenchItem : IDisposable
{
    /// <summary>Units of work that one <see cref="Run"/> does: 1, or the steps of a stream.</summary>
    public virtual int UnitsPerRun => 1;

    /// <summary>Number of the model's parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>Does the work once.</summary>
    public abstract void Run();

    public virtual void Dispose()
    {
    }
}
