using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Stacks at batch 1, whose layers threads compute one behind the other.</summary>
public class WavefrontTests(WavefrontTests.Models models) : IClassFixture<WavefrontTests.Models>
{
    private static readonly ReferenceModel[] All =
    [
        Stack("Two", new LstmLayer(5) { Layers = 2 }),
        Stack("ThreeApart", new LstmLayer(9) { Peepholes = true }, new GruLayer(8), new RnnLayer(3)),
        Stack(
            "Masked", new GruLayer(7), new DropoutLayer(0.3f), new LstmLayer(4), new DropoutLayer(0.2f), new DropoutLayer(0.1f),
            new RnnLayer(6)),
        Stack("Shorter", new ConvLayer(4, 3) { Stride = 3 }, new GruLayer(5) { Layers = 2 }),
        Stack("Between", new NormLayer(), new RnnLayer(6) { Layers = 5 }, new DenseLayer(4), new LstmLayer(3)),
    ];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (ReferenceModel model in All)
            {
                foreach (int steps in model.Layers[0] is ConvLayer ? [80, 131] : new[] { 16, 17, 40, 131 })
                    cases.Add(model.Name, steps);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Layers_on_several_threads_give_the_same_bits(string name, int steps)
    {
        Probe probe = Probe.Of(All.Single(model => model.Name == name), 1, steps);
        foreach (bool dropout in new[] { false, true })
        {
            (float[] alone, int one, ModelResult result) = Run(probe, 1, dropout);
            (float[] together, int parts, _) = Run(probe, 4, dropout);
            Assert.Equal(alone, together);
            Assert.Equal(1, one);
            Assert.InRange(parts, 2, 4);
            if (!dropout)
                Assert.Null(Closeness.Difference(ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data), result));
        }
    }

    [Fact]
    public void Few_steps_stay_on_one_thread()
    {
        (_, int parts, _) = Run(Probe.Of(All[0], 1, 15), 4, false);
        Assert.Equal(1, parts);
    }

    private (float[] Bits, int Parts, ModelResult Result) Run(Probe probe, int threads, bool dropout)
    {
        using var _ = new WithThreads(threads);
        var runner = new ModelRunner(probe.Create(models.Compiled));
        runner.Workspace.Dropout = dropout;
        ModelResult result = runner.Run(probe.Data);
        float[] bits = [
            .. runner.GradientBlock, .. Numbers.ToSingle(result.Outputs["head"]), .. result.FinalStates.Values.SelectMany(Numbers.ToSingle),
            .. result.InitialStateGradients.Values.SelectMany(Numbers.ToSingle), .. Numbers.ToSingle(result.InputGradient!),
        ];
        return (bits, runner.Workspace.StepParts, result);
    }

    private static ReferenceModel Stack(string name, params ReferenceLayer[] layers) =>
        new("Stack" + name, new FeaturesInput(3), [.. layers], [new RegressionHead(2)]);

    /// <summary>The models, compiled once.</summary>
    public sealed class Models : IDisposable
    {
        internal CompiledModels Compiled { get; } = ModelCompiler.Compile([.. All.Select(model => model.ToSource("Probes"))]);

        /// <inheritdoc/>
        public void Dispose() => Compiled.Dispose();
    }
}
