using LstmGen.CompilerServices;

namespace LstmGen;

public sealed partial class WorkerPool
{
    /// <summary>One background thread.</summary>
    private sealed class Worker
    {
        private const int MostSmall = 8;

        private readonly WorkerPool _pool;
        private readonly object _gate = new();
        private int _seat;

        // Written by the caller: whether the thread had to be woken for the run at hand; small losses in a row, and their sum.
        private bool _woken;
        private int _small;
        private long _smallLosses;

        public Worker(WorkerPool pool, int index)
        {
            _pool = pool;
            new Thread(Loop) { IsBackground = true, Name = $"LstmGen worker {index + 1}" }.Start();
        }

        public Partner Partner { get; } = new();

        /// <summary>The thread's number in the run at hand, from 1; 0 where it takes no part.</summary>
        public int Seat
        {
            get => Volatile.Read(ref _seat);
            set => Volatile.Write(ref _seat, value);
        }

        /// <summary>How long its parts took.</summary>
        public PartTimes Times { get; } = new();

        /// <summary>Called after a ticket is published: the thread has either seen it or says that it sleeps.</summary>
        public void WakeIfSeated()
        {
            _woken = Partner.Asleep && Seat != 0;
            if (_woken) Wake();
        }

        /// <summary>A run of parts that took <paramref name="ticks"/> of the stopwatch was faster than on one thread.</summary>
        public void Gained(long ticks)
        {
            Partner.Pause.Earn(ticks);
            (_small, _smallLosses) = (0, 0);
        }

        /// <summary>
        /// A run took <paramref name="ticks"/> of the stopwatch longer than on one thread. A small loss, up to <paramref name="tolerance"/>
        /// or what waking a thread may take, counts only where one run after the other brings it.
        /// </summary>
        public void Lost(long ticks, long tolerance)
        {
            if (ticks < tolerance || (_woken && ticks < Spin.Ticks))
            {
                _smallLosses += ticks;
                if (++_small < MostSmall) return;
                ticks = _smallLosses;
            }

            (_small, _smallLosses) = (0, 0);
            Partner.Pause.Lost(ticks);
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
                seen = Seat == 0 ? ticket : (ticket & Together) != 0 ? TakeShare(ticket) : TakeParts(ticket);
            }
        }

        private long TakeParts(long ticket)
        {
            Times.Begin(ticket);
            _pool.TakeParts(ticket, Seat, Times);
            return ticket;
        }

        // Returns the ticket of the run that the thread has joined in the end, which may be a later one.
        private long TakeShare(long ticket)
        {
            Meeting meeting = _pool._meeting;
            while ((meeting.Patient || !Partner.Pause.Active) && meeting.Join(Partner, ticket))
            {
                ticket = Volatile.Read(ref _pool._ticket);
                _pool.RunPart(_pool._work!, _pool._phase, Partner.Share);
                meeting.Leave(Partner);
                if (!Partner.LeftEarly) break;
            }
            return ticket;
        }

        private long AwaitRun(long seen)
        {
            // A thread that could not keep up does not take a processor from those that can.
            bool spins = !Partner.Pause.Active && Volatile.Read(ref _pool._processor) != Thread.GetCurrentProcessorId();
            Spin spin = new();
            long ticket;
            while ((ticket = Volatile.Read(ref _pool._ticket)) == seen && !_pool._stopped)
            {
                if (spins && spin.Once()) continue;
                lock (_gate)
                {
                    Partner.Asleep = true;
                    Interlocked.MemoryBarrier();
                    while (Volatile.Read(ref _pool._ticket) == seen && !_pool._stopped) Monitor.Wait(_gate);
                    Partner.Asleep = false;
                }
            }
            Partner.Asleep = false;
            return ticket;
        }
    }
}
