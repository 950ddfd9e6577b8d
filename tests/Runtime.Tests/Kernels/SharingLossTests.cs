using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>A run of parts that takes longer than on one thread ends the sharing for a while, whichever thread was held up.</summary>
public sealed class SharingLossTests
{
    private const int Short = 1, Long = 20;

    [SeveralProcessorsTheory]
    [InlineData(Short, Long)]
    [InlineData(Long, Short)]
    public void A_thread_that_was_held_up_ends_the_sharing(int ofCaller, int ofOther)
    {
        using WorkerPool pool = new(2);
        Sleeping work = new(ofCaller, ofOther);
        // On a busy machine the caller may be held up as well, and the run is no loss: then the next one is looked at.
        for (int run = 0; run < 1000 && !(work.WasShared && pool.ThreadsNow == 1); run++)
            pool.Run(work, 0, 2);
        Assert.True(work.WasShared);
        Assert.Equal(1, pool.ThreadsNow);
    }

    // Parts that take as long as they are told, by the thread that runs them: the first is slow only on the caller, the second only on
    // another.
    private sealed class Sleeping(int ofCaller, int ofOther) : IParallelWork
    {
        private readonly int _caller = Environment.CurrentManagedThreadId;
        private volatile bool _shared;

        public bool WasShared => _shared;

        public void Run(int phase, int part)
        {
            bool other = Environment.CurrentManagedThreadId != _caller;
            if (other)
                _shared = true;
            else if (part == 1)
                return; // the other thread slept
            Thread.Sleep(other ? ofOther : ofCaller);
        }
    }
}
