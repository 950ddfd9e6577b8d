using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Weights of fewer bits, chosen where a model is loaded, and computed on several threads.</summary>
public sealed class PrecisionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<WeightPrecision> Precisions() => [.. Enum.GetValues<WeightPrecision>()];

    [Theory]
    [MemberData(nameof(Precisions))]
    public void A_model_is_loaded_in_the_precision_that_is_asked_for(WeightPrecision precision)
    {
        string path = Path.Combine(_folder, "m.safetensors");
        var model = new WideStack(1);
        model.Save(path);
        byte[] bytes = File.ReadAllBytes(path);
        var options = new ModelLoadOptions { Precision = precision };
        using var stream = new MemoryStream(bytes);
        WideStack[] loaded = [WideStack.Load(path, options), WideStack.Load(stream, options), WideStack.Load(bytes, options)];
        float[] floats = Predicted(model);
        model.Quantize(precision);
        float[] expected = Predicted(model);
        Assert.Equal(precision == WeightPrecision.Float32, floats.SequenceEqual(expected));
        foreach (WideStack one in loaded)
        {
            Assert.Equal(precision, one.Parameters.Precision);
            Weights.AssertSameBits(expected, Predicted(one));
            Weights.AssertSameBits(new WideStack(1), one); // the parameters themselves stay floats
        }
    }

    [Fact]
    public void A_model_keeps_its_precision_where_a_file_is_loaded_without_one()
    {
        string path = Path.Combine(_folder, "m.safetensors");
        new WideStack(2).Save(path);
        var model = new WideStack(1);
        model.Quantize(WeightPrecision.Int8);
        ModelFile.Load(model.Parameters, path);
        Assert.Equal(WeightPrecision.Int8, model.Parameters.Precision);
        var expected = new WideStack(2);
        expected.Quantize(WeightPrecision.Int8);
        Weights.AssertSameBits(Predicted(expected), Predicted(model));
        ModelFile.Load(model.Parameters, path, new ModelLoadOptions { Precision = WeightPrecision.Float32 });
        Weights.AssertSameBits(Predicted(new WideStack(2)), Predicted(model));
        Assert.Equal(WeightPrecision.Float32, WideStack.Load(path).Parameters.Precision);
    }

    [Theory]
    [InlineData(WeightPrecision.BFloat16)]
    [InlineData(WeightPrecision.Int8)]
    public void A_quantized_model_is_not_trained(WeightPrecision precision)
    {
        var model = new TinyRegression(1);
        model.Quantize(precision);
        RequireRefused(model.Parameters, options => model.Fit(Sets.Regression(4), options), precision);
        model.Quantize(WeightPrecision.Float32);
        model.Fit(Sets.Regression(4), new FitOptions { Epochs = 1 });

        var reader = new WordReader(1);
        var pair = new EncoderDecoder(reader, new WordWriter(1));
        reader.Quantize(precision); // one of both
        Assert.Equal(precision, pair.Parameters.Precision);
        RequireRefused(pair.Parameters, options => pair.Fit(Talks.Set, options), precision);
        pair.Parameters.Quantize(WeightPrecision.Float32);
        Assert.Equal(WeightPrecision.Float32, reader.Parameters.Precision);
        pair.Fit(Talks.Set, new FitOptions { Epochs = 1 });
    }

    private static void RequireRefused(ParameterStore parameters, Func<FitOptions, History> fit, WeightPrecision precision)
    {
        float[] before = parameters.ToArray();
        string message = Assert.Throws<InvalidOperationException>(() => fit(new FitOptions { Epochs = 1 })).Message;
        Assert.Contains($"is quantized to {precision}", message, StringComparison.Ordinal);
        Assert.Equal(before, parameters.ToArray());
    }

    [Fact]
    public void An_unknown_precision_is_refused()
    {
        byte[] bytes = new WideStack(1).ToBytes();
        var options = new ModelLoadOptions { Precision = (WeightPrecision)9 };
        var error = Assert.ThrowsAny<ArgumentException>(() => WideStack.Load(bytes, options));
        Assert.StartsWith(
            "Precision is 9, which is no WeightPrecision; give Float32, BFloat16, Int8.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Threads_that_share_wide_layers_give_the_same_bits(WeightPrecision precision)
    {
        foreach (IRecurrentModel model in new IRecurrentModel[] { new WideStack(1), new WideBothWays(1) })
        {
            model.Quantize(precision);
            float[] one = All(model, 1);
            Weights.AssertSameBits(one, All(model, 2));
            Weights.AssertSameBits(one, All(model, 3));
        }
    }

    // Batches of few and of many rows, with all work that can be shared shared; and steps of streams.
    private static float[] All(IRecurrentModel model, int threads) => DeterminismTests.OnThreads(threads, () =>
    {
        List<float> found = [];
        foreach ((int rows, int steps) in new[] { (1, 30), (2, 9), (17, 7), (40, 3) })
        {
            ModelWorkspace workspace = model.CreateWorkspace(training: false);
            (workspace.MinSharedWork, workspace.MinWideStep) = (1, rows == 17 ? 1 : workspace.MinWideStep);
            workspace.Begin(rows, steps);
            workspace.SetFeatures(Sets.Values(rows * steps * 40, rows));
            model.Forward(workspace);
            float[] outputs = new float[workspace.Heads[0].Rows * workspace.Heads[0].Info.Outputs];
            workspace.Heads[0].CopyOutputs(outputs);
            found.AddRange(outputs);
        }

        if (model is WideStack stack)
            found.AddRange(Predicted(stack));
        return found.ToArray();
    });

    private static float[] Predicted(WideStack model)
    {
        List<float> found = [.. model.Predict(Sets.Values(6 * 40, 3))];
        foreach (int rows in new[] { 1, 5 })
        {
            WideStack.Stream stream = model.CreateStream(rows);
            float[] step = new float[rows * 3];
            for (int t = 0; t < 4; t++)
            {
                stream.Step(Sets.Values(rows * 40, t), step);
                found.AddRange(step);
            }
        }

        return [.. found];
    }
}
