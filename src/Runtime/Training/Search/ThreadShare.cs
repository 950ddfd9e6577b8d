namespace LstmGen.Training;

/// <summary>
/// Takes threads from the shared pool while trials run on threads of their own, so that together they are no more than before. One caller
/// at a time shares its work with the pool's threads.
/// </summary>
internal sealed class ThreadShare : IDisposable
{
    private static readonly Lock Gate = new();
    private static int s_taken, s_before;

    private readonly int _taken;
    private bool _given;

    /// <summary>A share for as many trials at the same time.</summary>
    public ThreadShare(int trials)
    {
        _taken = trials - 1; // the caller's own thread waits meanwhile
        Change(_taken);
    }

    /// <summary>Gives the threads back.</summary>
    public void Dispose()
    {
        if (_given)
            return;
        _given = true;
        Change(-_taken);
    }

    private static void Change(int threads)
    {
        if (threads == 0)
            return;
        lock (Gate)
        {
            if (s_taken == 0)
                s_before = WorkerPool.Shared.Threads;
            s_taken += threads;
            WorkerPool.Shared.Threads = Math.Max(1, s_before - s_taken);
        }
    }
}
