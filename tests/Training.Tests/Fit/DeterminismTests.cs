using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>The same seed gives the same bits, on any number of threads; a warm batch allocates nothing.</summary>
public class DeterminismTests
{
    [Fact]
    public void One_thread_and_two_train_to_the_same_bits()
    {
        SequenceSet set = Sets.Classification(37, 2, 19);
        Weights.AssertSameBits(TrainOn(1, set), TrainOn(2, set));
    }

    [Fact]
    public void Large_blocks_are_updated_to_the_same_bits_by_any_number_of_threads()
    {
        var description = new WideModel(1);
        Assert.True(description.Parameters.Count > 64 * 1024);
        SequenceSet set = Sets.Features(6, 3, 3, 3).WithValues(Sets.Values(6, 3), 1);
        float[] one = Train(1), three = Train(3);
        Weights.AssertSameBits(one, three);

        float[] Train(int threads) => OnThreads(threads, () =>
        {
            var model = new WideModel(1);
            model.Fit(set, new FitOptions { Epochs = 2, BatchSize = 3, ClipNorm = 0.1f, Average = new(0.9), Optimizer = new NAdam(0.01f) });
            return Weights.Copy(model);
        });
    }

    [Fact]
    public void Another_seed_gives_other_dropout_and_another_order()
    {
        SequenceSet set = Sets.Classification(9);
        float[] Train(long seed)
        {
            var model = new DropoutClassifier(1);
            model.Fit(set, new FitOptions { Epochs = 1, BatchSize = 3, Seed = seed });
            return Weights.Copy(model);
        }

        Weights.AssertSameBits(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));
    }

    [Fact]
    public void A_warm_batch_allocates_nothing()
    {
        var watch = new AllocationWatch();
        SequenceSet set = Sets.StepValues(24, 5, 31);
        OnThreads(1, () => new StepRegression(1).Fit(set, new FitOptions
        {
            Epochs = 6, BatchSize = 4, TruncatedSteps = 8, ClipNorm = 1, Average = new(),
            Schedule = new CosineDecay(1000, unit: ScheduleUnit.Step),
            Callbacks = [watch],
        }));
        Assert.True(watch.Batches > 20);
        Assert.Equal(0, watch.Allocated);
    }

    private static float[] TrainOn(int threads, SequenceSet set) => OnThreads(threads, () =>
    {
        var model = new DropoutClassifier(1);
        model.Fit(set, new FitOptions
        {
            Epochs = 4, BatchSize = 8, Optimizer = new AdamW(0.01f), ClipNorm = 1, Seed = 5, Average = new(0.9),
            Validation = Sets.Classification(9, seed: 8), EarlyStopping = new(3),
        });
        return Weights.Copy(model);
    });

    internal static T OnThreads<T>(int threads, Func<T> work)
    {
        int before = WorkerPool.Shared.Threads;
        WorkerPool.Shared.Threads = threads;
        try
        {
            return work();
        }
        finally
        {
            WorkerPool.Shared.Threads = before;
        }
    }

    /// <summary>The same, and all threads take part, however busy the machine.</summary>
    internal static T Together<T>(int threads, Func<T> work) => OnThreads(threads, () =>
    {
        WorkerPool.Shared.Patient = true;
        try
        {
            return work();
        }
        finally
        {
            WorkerPool.Shared.Patient = false;
        }
    });

    // Counts from the end of one batch to the end of the next, within the last two epochs.
    private sealed class AllocationWatch : TrainingCallback
    {
        private long _last;

        public int Batches { get; private set; }

        public long Allocated { get; private set; }

        public override void OnBatchEnd(TrainingContext context)
        {
            long now = GC.GetAllocatedBytesForCurrentThread();
            if (context is { Epoch: > 4, Batch: > 1 })
            {
                Allocated += now - _last;
                Batches++;
            }

            _last = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}

/// <summary>Enough parameters that the update is shared out.</summary>
[RecurrentModel]
[Features(3)]
[Lstm(128)]
[Regression(1)]
public partial class WideModel;
