using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A stream of layers so wide that threads may share the units of a step has the bits of the whole sequence.</summary>
public sealed class WideStreamTests
{
    private const int Steps = 9, Features = 40, Outputs = 3;

    public static TheoryData<WeightPrecision> Precisions() => [.. Enum.GetValues<WeightPrecision>()];

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Its_last_outputs_are_those_of_the_sequence_on_any_number_of_threads(WeightPrecision precision)
    {
        var model = new WideStack(1);
        model.Quantize(precision);
        float[] input = Sets.Values(Steps * Features, 1), expected = new float[Outputs];
        model.Predict(input, 1, expected);
        int before = WorkerPool.Shared.Threads;
        try
        {
            Assert.Equal(expected, Stream(model, input, _ => 1));
            Assert.Equal(expected, Stream(model, input, _ => 2));
            Assert.Equal(expected, Stream(model, input, step => 1 + step % 3 / 2));
        }
        finally
        {
            WorkerPool.Shared.Threads = before;
        }
    }

    [Fact]
    public void A_step_on_one_thread_allocates_nothing()
    {
        int before = WorkerPool.Shared.Threads;
        try
        {
            WorkerPool.Shared.Threads = 1;
            WideStack.Stream stream = new WideStack(1).CreateStream();
            float[] input = Sets.Values(Features, 1), outputs = new float[Outputs];
            for (int step = 0; step < 50; step++)
                stream.Step(input, outputs);
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 50; step++)
                stream.Step(input, outputs);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }
        finally
        {
            WorkerPool.Shared.Threads = before;
        }
    }

    private static float[] Stream(WideStack model, float[] input, Func<int, int> threads)
    {
        WideStack.Stream stream = model.CreateStream();
        float[] outputs = new float[Outputs];
        for (int step = 0; step < Steps; step++)
        {
            WorkerPool.Shared.Threads = threads(step);
            stream.Step(input.AsSpan(step * Features, Features), outputs);
        }

        return outputs;
    }
}
