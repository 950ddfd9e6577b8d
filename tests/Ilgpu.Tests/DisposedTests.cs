using LstmGen.CompilerServices;
using LstmGen.Training.Tests;

namespace LstmGen.Ilgpu.Tests;

/// <summary>What was disposed of says so when it is used again; freed memory is never read, which would end the process.</summary>
public sealed class DisposedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_model_that_was_disposed_of_says_so(bool byDevice)
    {
        using CompiledModels models = ModelCompiler.Compile(DeviceTests.Source, Gpus.Wanted);
        foreach (bool used in (bool[])[false, true])
        {
            using var device = GpuDevice.Open(GpuKind.Simulated);
            IRecurrentModel model = models.Create("Devices.M", 1), gpu = Gpus.Put(model, device);
            StepValues step = Stream(gpu);
            if (used)
            {
                gpu.Predict(Set);
                gpu.Fit(Set, new FitOptions { Epochs = 1 });
                step([1, 2], new float[1]);
            }

            using (byDevice ? (IDisposable)device : (DeviceModel)gpu)
            {
            }

            float[] trained = model.Parameters.ToArray();
            Says(() => gpu.Predict(Set));
            Says(() => gpu.Evaluate(Set));
            Says(() => gpu.Fit(Set, new FitOptions { Epochs = 1 }));
            Says(() => step([1, 2], new float[1]));
            Says(() => Stream(gpu));
            Assert.Equal(trained, model.Parameters.ToArray());
            Assert.Equal(4, model.Predict(Set).Length);
        }
    }

    [Fact]
    public void A_device_that_was_disposed_of_takes_no_model()
    {
        using CompiledModels models = ModelCompiler.Compile(DeviceTests.Source, Gpus.Wanted);
        var device = GpuDevice.Open(GpuKind.Simulated);
        device.Dispose();
        device.Dispose();
        Says(() => Gpus.Put(models.Create("Devices.M", 1), device));
    }

    [Fact]
    public void The_weights_that_were_trained_there_come_back_with_the_device()
    {
        using CompiledModels models = ModelCompiler.Compile(DeviceTests.Source, Gpus.Wanted);
        IRecurrentModel expected = models.Create("Devices.M", 1), model = models.Create("Devices.M", 1);
        using var other = GpuDevice.Open(GpuKind.Simulated);
        Gpus.Put(expected, other).Fit(Set, new FitOptions { Epochs = 2 });
        using (var device = GpuDevice.Open(GpuKind.Simulated))
            Gpus.Put(model, device).Fit(Set, new FitOptions { Epochs = 2 });
        Weights.AssertSameBits(expected, model);
    }

    [Fact]
    public void A_batch_without_room_leaves_the_room_to_smaller_ones()
    {
        using CompiledModels models = ModelCompiler.Compile(DeviceTests.Source, Gpus.Wanted);
        using var device = GpuDevice.Open(GpuKind.Simulated);
        IRecurrentModel gpu = Gpus.Put(models.Create("Devices.M", 1), device);
        var predict = gpu.GetType().GetMethod("Predict", [typeof(ReadOnlySpan<float>)])!.CreateDelegate<PredictValues>(gpu);
        float[] small = new float[4], large = new float[4000];
        predict(small);
        device.MemoryLimit = device.BytesHeld + 30_000;
        for (int round = 0; round < 3; round++)
        {
            Assert.Throws<GpuMemoryException>(() => predict(large));
            predict(small);
        }
    }

    private static StepValues Stream(IRecurrentModel gpu)
    {
        object stream = gpu.GetType().GetMethod("CreateStream")!.Invoke(gpu, [1])!;
        return stream.GetType().GetMethod("Step")!.CreateDelegate<StepValues>(stream);
    }

    private delegate void StepValues(ReadOnlySpan<float> values, Span<float> outputs);

    private delegate ReadOnlySpan<float> PredictValues(ReadOnlySpan<float> values);

    private static SequenceSet Set { get; } = Sets.Features(4, 2, 2, 3).WithValues(Sets.Values(4, 5), 1);

    private static void Says(Action act)
    {
        Exception thrown = Assert.ThrowsAny<Exception>(act);
        Exception own = thrown is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : thrown;
        Assert.Contains("was disposed of", Assert.IsType<ObjectDisposedException>(own).Message, StringComparison.Ordinal);
    }
}
