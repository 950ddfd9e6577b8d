using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;
using LstmGen.Training;

namespace LstmGen.Ilgpu.Tests;

/// <summary>
/// Heads, poolings and losses on the simulated device: against the reference, and against the processor where masks are drawn.
/// </summary>
public sealed class HeadTests(HeadTests.Models models) : IClassFixture<HeadTests.Models>
{
    private static readonly Probe[] All =
    [
        Of(
            "Labels", new MultiLabelHead(4) { Pooling = Pooling.Mean, Dropout = 0.3f },
            target => target with { PositiveWeights = [0.5, 1, 3, 0] }),
        Of("StepLabels", new MultiLabelHead(3) { Pooling = Pooling.EveryStep, Dropout = 0.3f }),
        Of("Max", new RegressionHead(2) { Pooling = Pooling.Max }),
        Of("ManyValues", new RegressionHead(70) { Pooling = Pooling.EveryStep }),
        Of("Attentive", new ClassificationHead(3) { Pooling = Pooling.Attention, Dropout = 0.4f }),
        Of(
            "Weighted", new ClassificationHead(3) { LabelSmoothing = 0.2f, IgnoreIndex = 1 },
            target => target with { ClassWeights = [0.5, 2, 1] }),
        Of("Ignored", new ClassificationHead(3), target => target with { Classes = [-100, -100, -100, 2] }),
        Of("Tags", new TaggingHead(5) { LabelSmoothing = 0.1f, IgnoreIndex = 2 }),
        Of("Paths", new TaggingHead(4) { Crf = true, Dropout = 0.3f }),
        Of("ManyTags", new TaggingHead(70) { Crf = true }),
        Of("Aligned", new CtcHead(5)),
        Of(
            "Impossible", new CtcHead(4) { Blank = 3, ZeroInfinity = true },
            target => target with { Classes = [1, 1, 1, 0, 2, 0, 1, 2, 1, 0, 0, 0], LabelLengths = [3, 3, 2, 0] }),
        Probe.Of(Probe.Features("Long", 2, new RnnLayer(3), new CtcHead(4)), 2, 60, [60, 37]),
        Probe.Of(Probe.Features("LongPaths", 2, new RnnLayer(3), new TaggingHead(3) { Crf = true }), 2, 60, [60, 37]),
        Probe.Of(
            Probe.Tokens("Writer", 90, 6, new GruLayer(6), new LanguageModelHead { TieWeights = true, IgnoreIndex = 0 }), 3, 4, [4, 1, 3]),
        Probe.Of(Probe.Tokens("Untied", 80, 4, new GruLayer(6), new LanguageModelHead { Dropout = 0.2f }), 3, 4, [4, 1, 3]),
        Of(
            "ManyClasses", new ClassificationHead(70) { LabelSmoothing = 0.1f },
            target => target with { ClassWeights = [.. Enumerable.Range(0, 70).Select(c => c % 4 * 0.5)] }),
        Probe.Of(new("Bare", new FeaturesInput(3), [], [new ClassificationHead(3) { Pooling = Pooling.Attention }]), 3, 4, [4, 1, 3]),
        Probe.Of(
            new("Several", new EmbeddingInput(7, 5), [new LstmLayer(5) { Bidirectional = true }],
            [
                new TaggingHead(3) { Crf = true, Name = "Path", LossWeight = 0.5f },
                new MultiLabelHead(2) { Pooling = Pooling.Attention, Name = "Topics", LossWeight = 2f },
                new RegressionHead(1) { Pooling = Pooling.Max, Name = "Score", LossWeight = 0.1f, Bias = false },
                new CtcHead(4) { Name = "Sounds" },
            ]),
            4, 5, [5, 1, 3, 4]),
    ];

    /// <summary>Names for the theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(probe => probe.Declaration.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Results_are_the_references(string name) => Assert.Null(models.Difference(Get(name)));

    [Theory]
    [InlineData("Labels")]
    [InlineData("StepLabels")]
    [InlineData("Attentive")]
    [InlineData("Paths")]
    [InlineData("Untied")]
    public void With_dropout_a_step_is_the_processors(string name)
    {
        Probe probe = Get(name);
        using DeviceModel device = models.Put(probe);
        float[] expected = DroppedGradient(models.Create(probe), probe), actual = DroppedGradient((IRecurrentModel)device, probe);
        Assert.Null(Closeness.Difference("gradient", Numbers.ToDouble(expected), Numbers.ToDouble(actual), Closeness.Relative));
    }

    [Theory]
    [InlineData("Paths")]
    [InlineData("Several")]
    public void Gradients_of_ones_own_take_the_losss_place(string name)
    {
        Probe probe = Get(name);
        using DeviceModel device = models.Put(probe);
        float[] expected = OwnGradient(models.Create(probe), probe), actual = OwnGradient((IRecurrentModel)device, probe);
        Assert.Null(Closeness.Difference("gradient", Numbers.ToDouble(expected), Numbers.ToDouble(actual), Closeness.Relative));
    }

    // What is mathematically nothing must not be rounding: Adam would make steps of full length of it.
    [Fact]
    public void Attentions_bias_gets_exactly_no_gradient()
    {
        using DeviceModel device = models.Put(Get("Attentive"));
        var runner = new ModelRunner((IRecurrentModel)device);
        Assert.Equal([0], runner.Run(Get("Attentive").Data).Gradients["head.attention.bias"]);
    }

    [Theory]
    [InlineData("ManyTags")]
    [InlineData("Long")]
    [InlineData("Writer")]
    public void A_second_run_gives_the_same_bits(string name)
    {
        using DeviceModel device = models.Put(Get(name));
        var runner = new ModelRunner((IRecurrentModel)device);
        runner.Run(Get(name).Data);
        float[] first = runner.GradientBlock.ToArray();
        runner.Run(Get(name).Data);
        Assert.Equal(first, runner.GradientBlock.ToArray());
    }

    [Fact]
    public void What_is_read_after_the_pass_is_the_processors()
    {
        Probe probe = Get("Several");
        using DeviceModel device = models.Put(probe);
        var expected = new Reading(models.Create(probe), probe);
        var actual = new Reading((IRecurrentModel)device, probe);
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected.Labels, actual.Labels);
        Assert.Null(
            Closeness.Difference(
                "marginals", Numbers.ToDouble(expected.Marginals), Numbers.ToDouble(actual.Marginals), Closeness.Relative));
        Assert.Null(
            Closeness.Difference(
                "gradients", Numbers.ToDouble(expected.Gradients), Numbers.ToDouble(actual.Gradients), Closeness.Relative));
    }

    private static Probe Get(string name) => All.Single(one => one.Declaration.Name == name);

    private static Probe Of(string name, ReferenceHead head, Func<ReferenceTarget, ReferenceTarget>? change = null)
    {
        Probe probe = Probe.Of(Probe.Features(name, 3, new GruLayer(5) { Bidirectional = true }, head), 4, 5, [5, 1, 3, 4]);
        return change is null
            ? probe
            : probe with { Data = probe.Data with { Targets = new() { ["head"] = change(probe.Data.Targets["head"]) } } };
    }

    private static float[] DroppedGradient(IRecurrentModel model, Probe probe)
    {
        var runner = new ModelRunner(model);
        runner.Workspace.Dropout = true;
        (runner.Workspace.Seed, runner.Workspace.Step) = (7, 11);
        runner.Run(probe.Data);
        return runner.GradientBlock.ToArray();
    }

    private static float[] OwnGradient(IRecurrentModel model, Probe probe)
    {
        var runner = new ModelRunner(model);
        runner.Run(probe.Data);
        runner.GradientBlock.Clear();
        model.Forward(runner.Workspace);
        foreach (HeadWorkspace head in runner.Workspace.Heads)
            head.SetOutputGradients([.. Enumerable.Range(0, head.Rows * head.Info.Outputs).Select(i => MathF.Sin(i))]);
        var gradients = new Training.AlignedBuffer(model.Parameters.Count);
        model.Backward(runner.Workspace, gradients);
        return gradients.Span[..model.Parameters.Count].ToArray();
    }

    // Tags, labels, probabilities and gradients of outputs, as a user asks for them.
    private sealed class Reading
    {
        public Reading(IRecurrentModel model, Probe probe)
        {
            var runner = new ModelRunner(model);
            runner.Run(probe.Data);
            ModelWorkspace ws = runner.Workspace;
            int places = probe.Data.Batch * probe.Data.Time;
            Tags = new int[places];
            model.Decode(ws, 0, Tags);
            Labels = new int[places];
            CtcRows.DecodeGreedy(ws.Heads[3], 0, Labels, new int[probe.Data.Batch]);
            Marginals = new float[places * 3];
            ws.Heads[0].CopyOutputs(Marginals);
            model.ToPredictionInPlace(ws, 0, Marginals);
            Gradients = new float[places * 4];
            ws.Heads[3].CopyOutputGradients(Gradients);
        }

        public int[] Tags { get; }

        public int[] Labels { get; }

        public float[] Marginals { get; }

        public float[] Gradients { get; }
    }

    /// <summary>The models of this class.</summary>
    public sealed class Models() : DeviceModels(All);
}
