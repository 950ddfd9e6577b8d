using LstmGen.CompilerServices;
using LstmGen.Runtime.Tests.Kernels;
using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Modeling;

/// <summary>Work of a batch beside its passes has as many threads as they have, and its time counts.</summary>
[Collection(SharedPool.Name)]
public class BatchWorkTests
{
    [Fact]
    public void It_has_as_many_threads_as_the_passes_and_other_work_has_all()
    {
        using SharedPool.Scope scope = new(3, patient: true);
        ThreadTrials trial = new();
        Assert.Equal(1, trial.Next(3, now: 1));
        long ticks = 0;
        using (new BatchWork(trial, ref ticks))
        {
            Assert.Equal(1, WorkerPool.Shared.ThreadsNow);
            long inner = 0;
            using (new BatchWork(null, ref inner))
                Assert.Equal(1, WorkerPool.Shared.ThreadsNow);
            Assert.Equal(0, inner);
            int others = 0;
            Thread other = new(() => others = WorkerPool.Shared.ThreadsNow);
            other.Start();
            other.Join();
            Assert.Equal(3, others);
            Thread.Sleep(1);
        }

        Assert.True(ticks > 0);
        Assert.Equal(3, WorkerPool.Shared.ThreadsNow);
    }

    [Fact]
    public void Work_of_no_batch_is_not_limited()
    {
        using SharedPool.Scope scope = new(2, patient: true);
        using BatchWork work = default;
        Assert.Equal(2, WorkerPool.Shared.ThreadsNow);
    }
}
