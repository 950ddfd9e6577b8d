using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Streams on the simulated device: stepping gives what the whole sequence gives, from any state.</summary>
public sealed class StreamTests
{
    private const int Batch = 3, Steps = 4;

    private static readonly ReferenceModel[] All =
    [
        Probe.Features("Values", 3, new LstmLayer(9) { Layers = 2 }, new RegressionHead(2) { Pooling = Pooling.EveryStep }),
        new(
            "Convolved", new FeaturesInput(3), [new ConvLayer(4, 3) { Padding = Padding.Causal }, new LstmLayer(6) { Projection = 3 }],
            [new RegressionHead(1) { Pooling = Pooling.EveryStep }]),
        new(
            "Attending", new EmbeddingInput(7, 6),
            [new GruLayer(6), new SelfAttentionLayer { Heads = 3, Causal = true, Residual = true }, new LstmLayer(5),
                new SelfAttentionLayer { Causal = true, Bias = false }], [new RegressionHead(2) { Pooling = Pooling.EveryStep }]),
        Probe.Tokens("Words", 7, 4, new GruLayer(5), new LanguageModelHead()),
    ];

    public static TheoryData<string> Names => [.. All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_are_the_whole_sequences(string name)
    {
        ReferenceModel declaration = All.Single(model => model.Name == name) with { Backends = Backends.Simd | Backends.Ilgpu };
        var probe = Probe.Of(declaration, Batch, Steps);
        using CompiledModels models = ModelCompiler.Compile(probe.Source, Gpus.Wanted);
        IRecurrentModel model = probe.Create(models);
        using var gpu = (DeviceModel)Gpus.Put(model, TestDevice.Shared);
        var typed = new TypedModel((IRecurrentModel)gpu);
        var batch = new ModelBatch(probe.Data);
        int outputs = model.Description.Heads[0].Outputs;
        float[] whole = new float[Batch * Steps * outputs];
        typed.Predict(batch, whole);

        TypedStream stream = typed.CreateStream(Batch);
        RequireSteps(stream, batch, whole, 0);
        ModelState end = stream.State;
        stream.Reset();
        Assert.All(stream.State.Values.ToArray(), value => Assert.Equal(0, value));
        RequireSteps(stream, batch, whole, 0, 2);
        ModelState middle = stream.State;
        RequireSteps(stream, batch, whole, 2);
        Assert.Equal(end.Values.ToArray(), stream.State.Values.ToArray());
        stream.State = middle;
        RequireSteps(stream, batch, whole, 2);
    }

    private static void RequireSteps(TypedStream stream, ModelBatch batch, float[] whole, int first, int end = Steps)
    {
        int outputs = whole.Length / Batch / Steps;
        float[] step = new float[Batch * outputs];
        for (int t = first; t < end; t++)
        {
            stream.Step(batch, t, step);
            for (int row = 0; row < Batch; row++)
                Assert.Null(
                    Closeness.Difference(
                        $"step {t}", Numbers.ToDouble(whole.AsSpan((row * Steps + t) * outputs, outputs)),
                        Numbers.ToDouble(step.AsSpan(row * outputs, outputs)), 1e-5));
        }
    }
}
