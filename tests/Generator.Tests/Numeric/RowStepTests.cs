using System.Reflection;
using LstmGen.CompilerServices;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>A stream of one row takes steps of its own; they give the bits of the whole sequence, which takes the pass.</summary>
public class RowStepTests(RowStepTests.Models models) : IClassFixture<RowStepTests.Models>
{
    private const int Steps = 9;

    // Sizes around panels, vectors of two panels, and tiles that are paired or not.
    private static readonly int[] Sizes = [1, 7, 8, 9, 16, 24, 33, 40, 64];

    private static readonly RegressionHead Head = new(3) { Pooling = Pooling.EveryStep };

    private static readonly ReferenceModel[] Own =
    [
        .. Sizes.SelectMany((size, index) => new[]
        {
            Of($"Lstm{size}", 1 + 3 * index, new LstmLayer(size)),
            Of($"Gru{size}", 1 + 2 * index, new GruLayer(size)),
            Of($"Rnn{size}", 1 + 4 * index, new RnnLayer(size)),
        }),
        Of(
            "Stack", 3, new LstmLayer(19) { Layers = 2, Dropout = 0.3f }, new GruLayer(12),
            new RnnLayer(9) { Nonlinearity = Nonlinearity.Relu }),
        Of("Peeping", 2, new LstmLayer(21) { Peepholes = true, CellClip = 0.4f, Bias = false }),
        Of("Coupled", 2, new LstmLayer(24) { CoupledGates = true, Peepholes = true }),
        Of("Dropped", 2, new GruLayer(20) { InputDropout = 0.3f, RecurrentDropout = 0.3f, Layers = 2 }),
        Of("Adding", 18, new LstmLayer(18) { Residual = true, Layers = 2 }),
        Of("Between", 4, new DenseLayer(6), new LstmLayer(13), new NormLayer(), new DenseLayer(10), new RnnLayer(11)),
        Of(
            "Squashed", 4, new ActivationLayer(Activation.Tanh), new LstmLayer(13), new ActivationLayer(Activation.Sigmoid),
            new RnnLayer(11)),
        Of("Skipping", 4, new LstmLayer(13), new SkipLayer(4), new RnnLayer(13), new SkipLayer(13) { From = "lstm", Merge = Merge.Sum }),
        Of(
            "Attending", 12, new SelfAttentionLayer { Heads = 3, Causal = true, Residual = true }, new LstmLayer(10),
            new SelfAttentionLayer { Heads = 2, Causal = true, Bias = false }),
        Of("SharedUnits", 2, new LstmLayer(128)),
        Of("WideStack", 2, new GruLayer(136), new RnnLayer(200)),
        Of("Window", 3, new ConvLayer(5, 3) { Padding = Padding.Causal }, new LstmLayer(10)),
    ];

    private static readonly ReferenceModel[] Others =
    [
        Of("Zoneout", 2, new LstmLayer(10) { Zoneout = 0.2f }),
        Of("Projected", 2, new LstmLayer(10) { Projection = 4 }),
        Of("Normed", 2, new LstmLayer(10) { LayerNorm = true }),
        Of("Before", 2, new GruLayer(10) { ResetAfter = false }),
        Of("Mixed", 2, new LstmLayer(10), new GruLayer(10) { ResetAfter = false }),
    ];

    public static TheoryData<string> Names => [.. Own.Concat(Others).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_give_the_bits_of_the_whole_sequence_at_every_vector_width(string name)
    {
        foreach (SimdLevel level in Enum.GetValues<SimdLevel>())
        {
            using var _ = new AtSimdLevel(level);
            (TypedModel model, ModelBatch batch) = Create(name);
            Assert.Equal(Whole(model, batch), Stream(model.CreateStream(1), batch));
        }
    }

    [Fact]
    public void Layers_that_take_one_pass_over_their_units_have_a_step_of_their_own()
    {
        Assert.All(Own, model => Assert.True(HasStep(model.Name), model.Name));
        Assert.All(Others, model => Assert.False(HasStep(model.Name), model.Name));
        bool HasStep(string name) => models.Compiled.Create($"Probes.{name}").GetType()
            .GetNestedType("Passes", BindingFlags.NonPublic)!.GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Any(method => method.Name.EndsWith(".RowProducts", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Lstm16")]
    [InlineData("Gru24")]
    [InlineData("Stack")]
    public void Parameters_written_between_steps_count_from_the_next_step_on(string name)
    {
        (TypedModel model, ModelBatch batch) = Create(name);
        TypedStream stream = model.CreateStream(1);
        float[] before = Stream(stream, batch), other = new float[3], expected = new float[3];
        ModelState state = stream.State;
        model.Model.Parameters.Update(static values =>
        {
            foreach (ref float value in values)
                value *= 0.75f;
        });

        TypedStream fresh = model.CreateStream(1);
        fresh.State = state;
        for (int t = 0; t < 3; t++)
        {
            stream.Step(batch, t, other);
            fresh.Step(batch, t, expected);
            Assert.Equal(expected, other);
        }

        // The first step after a reset takes the pass, the next one does not.
        stream.Reset();
        float[] after = Whole(model, batch);
        Assert.NotEqual(before, after);
        Assert.Equal(after, Stream(stream, batch));
    }

    [Fact]
    public void States_go_from_stream_to_stream_and_streams_side_by_side_do_not_meet()
    {
        (TypedModel model, ModelBatch batch) = Create("Stack");
        float[] whole = Whole(model, batch), y = new float[3], z = new float[3];
        TypedStream first = model.CreateStream(1), second = model.CreateStream(1);
        for (int t = 0; t < Steps; t++)
        {
            first.Step(batch, t, y);
            Assert.Equal(whole[(t * 3)..(t * 3 + 3)], y);
            second.State = first.State;
            second.Step(batch, 0, z);
        }
    }

    [Fact]
    public void A_step_of_the_wrong_length_is_an_error_that_names_it()
    {
        (TypedModel model, ModelBatch batch) = Create("Gru9");
        var wide = new ModelBatch(Probe.Of(Of("Wide", 10, new RnnLayer(1)), 1, 1).Data);
        TypedStream stream = model.CreateStream(1);
        for (int t = 0; t < 3; t++)
        {
            Assert.Equal("features", Assert.Throws<ArgumentException>(() => stream.Step(wide, 0, new float[3])).ParamName);
            Assert.Equal("headOutputs", Assert.Throws<ArgumentException>(() => stream.Step(batch, t, new float[4])).ParamName);
        }
    }

    private static ReferenceModel Of(string name, int features, params ReferenceLayer[] layers) =>
        new(name, new FeaturesInput(features), layers, [Head]);

    private (TypedModel Model, ModelBatch Batch) Create(string name)
    {
        Probe probe = Probe.Of(Own.Concat(Others).Single(model => model.Name == name), 1, Steps);
        return (new TypedModel(probe.Create(models.Compiled)), new ModelBatch(probe.Data));
    }

    private static float[] Whole(TypedModel model, ModelBatch batch)
    {
        var outputs = new float[Steps * 3];
        model.Predict(batch, outputs);
        return outputs;
    }

    private static float[] Stream(TypedStream stream, ModelBatch batch)
    {
        var outputs = new float[Steps * 3];
        for (int t = 0; t < Steps; t++)
            stream.Step(batch, t, outputs.AsSpan(t * 3, 3));
        return outputs;
    }

    /// <summary>The models, compiled once.</summary>
    public sealed class Models : IDisposable
    {
        internal CompiledModels Compiled { get; } =
            ModelCompiler.Compile([.. Own.Concat(Others).Select(model => model.ToSource("Probes"))]);

        /// <inheritdoc/>
        public void Dispose() => Compiled.Dispose();
    }
}
