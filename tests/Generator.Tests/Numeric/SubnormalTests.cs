using LstmGen.CompilerServices;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>
/// States and gradients that shrink at every step end at zero: subnormal numbers, over which processors take a hundred times as long, are
/// not handed from step to step.
/// </summary>
public sealed class SubnormalTests
{
    private const int Batch = 3, Steps = 700;

    private static readonly Dictionary<string, ReferenceModel> Models = Layers()
        .Select(
            (pair, index) =>
                (pair.Name, Model: new ReferenceModel($"Fades{index}", new FeaturesInput(3), [pair.Layer], [new RegressionHead(2)])))
        .ToDictionary(pair => pair.Name, pair => pair.Model);

    private static readonly CompiledModels Compiled =
        ModelCompiler.Compile([.. Models.Values.Select(model => model.ToSource("Fading"))]);

    [Fact]
    public void Gradients_that_vanish_are_zero()
    {
        foreach ((string name, ReferenceModel model) in Models)
        {
            using var _ = new AtSimdLevel(SimdLevel.Vector256);
            ModelResult result = Run(model, RandomData.Batch(model, 2, Batch, Steps, null, initialStates: true));
            double[] gradient = result.InputGradient!;
            Assert.Contains(gradient.TakeLast(3), value => value != 0); // of the last step
            Assert.All(gradient.Take(3), value => Assert.True(value == 0, $"{name}: the gradient of the first step is {value:R}"));
            AreNormal(name, "grad x", gradient);
            foreach ((string parameter, double[] values) in result.Gradients)
                AreNormal(name, "grad " + parameter, values);
            foreach ((string state, double[] values) in result.InitialStateGradients)
                Assert.All(values, value => Assert.True(value == 0, $"{name}: the gradient of {state} is {value:R}"));
        }
    }

    // The normalizer of an sLSTM does not fade: it is 1 + 1/2 + 1/4 and so on.
    [Fact]
    public void States_that_fade_are_zero()
    {
        foreach ((string name, ReferenceModel model) in Models)
        {
            ReferenceData data = RandomData.Batch(model, 2, Batch, Steps, null, initialStates: true);
            Array.Clear(data.Values!);
            foreach ((string state, double[] values) in Run(model, data).FinalStates)
                Assert.All(
                    values, value => Assert.True(value == 0 || (name == "Slstm" && value == 2), $"{name}: {state} ends at {value:R}"));
        }
    }

    private static ModelResult Run(ReferenceModel model, ReferenceData data)
    {
        Dictionary<string, double[]> parameters = RandomData.Parameters(model, 1);
        foreach ((string name, double[] values) in parameters.ToArray())
        {
            if (!name.StartsWith("head", StringComparison.Ordinal))
                parameters[name] = [.. values.Select(value => value / 4)];
        }

        var runner = new ModelRunner(Compiled.Create("Fading." + model.Name));
        runner.Load(parameters);
        return runner.Run(data);
    }

    private static void AreNormal(string name, string tensor, double[] values) => Assert.All(
        values, value => Assert.False(float.IsSubnormal((float)value), $"{name}: {tensor} has {value:R}"));

    private static IEnumerable<(string Name, RecurrentLayer Layer)> Layers()
    {
        var lstm = new LstmLayer(11) { Bias = false };
        var gru = new GruLayer(11) { Bias = false };
        var rnn = new RnnLayer(11) { Bias = false };
        yield return ("lstm", lstm);
        yield return ("lstm of two layers", lstm with { Layers = 2 });
        yield return ("lstm projection", lstm with { Projection = 5 });
        yield return ("lstm zoneout", lstm with { Zoneout = 0.1f });
        yield return ("lstm peepholes", lstm with { Peepholes = true, CoupledGates = true });
        yield return ("gru", gru);
        yield return ("gru zoneout", gru with { Zoneout = 0.1f });
        yield return ("gru before", gru with { ResetAfter = false });
        yield return ("rnn", rnn);
        yield return ("relu", rnn with { Nonlinearity = Nonlinearity.Relu });
        foreach ((string name, EquationCell cell) in Zoo.All)
            yield return (name, new EquationLayer(11, cell) { Bias = false });
    }
}
