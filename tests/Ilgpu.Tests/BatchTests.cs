using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Training;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Batches of changing sizes in one workspace: nothing of an earlier one shows, and nothing stays where one fails.</summary>
public sealed class BatchTests : IDisposable
{
    private const string Source = """
        using LstmGen;

        namespace Batches;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(1)]
        [Conv1d(4, 3)]
        [Conv1d(4, 2, Stride = 2)]
        [Lstm(5)]
        [Regression(3, Pooling = Pooling.EveryStep)]
        public partial class Shortening;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(1)]
        [Lstm(5)]
        [Tagging(3)]
        public partial class Tagger;
        """;

    private readonly CompiledModels _models = ModelCompiler.Compile(Source, Gpus.Wanted);

    [Fact]
    public void Predictions_past_a_rows_end_are_zero()
    {
        using var gpu = (DeviceModel)Gpus.Put(_models.Create("Batches.Shortening", 1), TestDevice.Shared);
        float[] values = Values(20), full = new float[2 * 4 * 3], ragged = new float[full.Length];
        var predict = gpu.GetType()
            .GetMethod("Predict", [typeof(ReadOnlySpan<float>), typeof(int), typeof(ReadOnlySpan<int>), typeof(Span<float>)])!
            .CreateDelegate<PredictValues>(gpu);
        predict(values, 2, [], full);
        predict(values, 2, [10, 7], ragged);
        Assert.DoesNotContain(0f, full);
        Assert.Equal(full[..18], ragged[..18]);
        Assert.All(ragged[18..], value => Assert.Equal(0f, value));
    }

    [Fact]
    public void A_gradient_of_the_input_is_wanted_of_a_small_batch_after_a_large_one()
    {
        IRecurrentModel host = _models.Create("Batches.Shortening", 1);
        using var gpu = (DeviceModel)Gpus.Put(host, TestDevice.Shared);
        float[] expected = Gradient(host), actual = Gradient((IRecurrentModel)gpu);
        Assert.Null(Closeness.Difference("gradient", Numbers.ToDouble(expected), Numbers.ToDouble(actual), 1e-5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Products_of_more_rows_than_a_launch_takes_are_cut(int tiles)
    {
        IRecurrentModel host = _models.Create("Batches.Shortening", 1);
        using var gpu = (DeviceModel)Gpus.Put(host, TestDevice.Shared);
        MatrixProducts products = gpu.Device.Kernels.Products;
        int most = products.MostRowTiles;
        float[] whole = Gradients((IRecurrentModel)gpu);
        products.MostRowTiles = tiles;
        try
        {
            Assert.Equal(whole, Gradients((IRecurrentModel)gpu));
        }
        finally
        {
            products.MostRowTiles = most;
        }
    }

    [Fact]
    public void A_stream_without_room_leaves_nothing_on_the_device()
    {
        using var device = GpuDevice.Open(GpuKind.Simulated);
        IRecurrentModel gpu = Gpus.Put(_models.Create("Batches.Tagger", 1), device);
        var create = gpu.GetType().GetMethod("CreateStream")!;
        create.Invoke(gpu, [1]);
        long held = device.BytesHeld;
        device.MemoryLimit = held + 2000;
        for (int round = 0; round < 3; round++)
        {
            Exception thrown = Assert.ThrowsAny<Exception>(() => create.Invoke(gpu, [100_000]));
            Assert.IsType<GpuMemoryException>(thrown.InnerException);
            Assert.Equal(held, device.BytesHeld);
        }
    }

    [Fact]
    public void Tags_are_decoded_with_the_weights_of_the_pass()
    {
        IRecurrentModel host = _models.Create("Batches.Tagger", 1);
        using var gpu = (DeviceModel)Gpus.Put(host, TestDevice.Shared);
        var model = (IRecurrentModel)gpu;
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        workspace.Begin(1, 4);
        workspace.SetFeatures(Values(4));
        model.Forward(workspace);
        int first = host.Parameters.Count - 15; // 9 transitions, 3 starts, 3 ends
        float[] before = host.Parameters.Read()[first..].ToArray();
        host.Parameters.Update(values => values.Fill(7));
        Assert.Equal(before, ((DeviceWorkspace)workspace).ReadWeights(first, 15).ToArray());
    }

    public void Dispose() => _models.Dispose();

    private delegate void PredictValues(ReadOnlySpan<float> values, int batch, ReadOnlySpan<int> lengths, Span<float> outputs);

    // A large batch that wants no gradient, then a small one that does.
    private static float[] Gradient(IRecurrentModel model)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        workspace.Begin(8, 10);
        workspace.SetFeatures(Values(80));
        model.Forward(workspace);
        workspace.WantInputGradient = true;
        Run(model, workspace, new AlignedBuffer(model.Parameters.Count), 2);
        var gradient = new float[20];
        workspace.CopyInputGradient(gradient);
        return gradient;
    }

    private static float[] Gradients(IRecurrentModel model)
    {
        var gradients = new AlignedBuffer(model.Parameters.Count);
        Run(model, model.CreateWorkspace(training: true), gradients, 20);
        return gradients.Span[..model.Parameters.Count].ToArray();
    }

    private static void Run(IRecurrentModel model, ModelWorkspace workspace, AlignedBuffer gradients, int rows)
    {
        workspace.Begin(rows, 10);
        workspace.SetFeatures(Values(rows * 10));
        workspace.Heads[0].SetTargets(Values(rows * 4 * 3));
        model.Forward(workspace);
        model.Loss(workspace);
        model.Backward(workspace, gradients);
    }

    private static float[] Values(int count) => [.. Enumerable.Range(1, count).Select(i => MathF.Sin(i))];
}
