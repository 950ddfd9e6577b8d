using LstmGen.CompilerServices;

namespace LstmGen;

public sealed partial class WorkerPool
{
    /// <summary>One background thread.</summary>
    private sealed class Worker
    {
        private readonly WorkerPool _pool;
        private readonly int _index;
        private readonly object _gate = new();
        private int _asleep;

        public Worker(WorkerPool pool, int index)
        {
            (_pool, _index) = (pool, index);
            new Thread(Loop) { IsBackground = true, Name = $"LstmGen worker {index + 1}" }.Start();
        }

        /// <summary>Called after a ticket is published: the thread has either seen it or says that it sleeps.</summary>
        public void WakeIfAsleep()
        {
            if (Volatile.Read(ref _asleep) != 0) Wake();
        }

        public void Wake()
        {
            lock (_gate) Monitor.Pulse(_gate);
        }

        private void Loop()
        {
            // Ticket 0 is never published: a thread that starts late still joins the run that it was started for.
            long seen = 0;
            while (!_pool._stopped)
            {
                long ticket = AwaitRun(seen);
                if (ticket == seen) return;
                seen = ticket;
                if (_index < Volatile.Read(ref _pool._helpers)) _pool.TakeParts(ticket, _index + 1);
            }
        }

        private long AwaitRun(long seen)
        {
            Spin spin = new();
            long ticket;
            while ((ticket = Volatile.Read(ref _pool._ticket)) == seen && !_pool._stopped)
            {
                if (spin.Once()) continue;
                lock (_gate)
                {
                    Interlocked.Exchange(ref _asleep, 1);
                    while (Volatile.Read(ref _pool._ticket) == seen && !_pool._stopped) Monitor.Wait(_gate);
                    _asleep = 0;
                }
            }
            return ticket;
        }
    }
}
