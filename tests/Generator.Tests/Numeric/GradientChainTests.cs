using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>
/// The emitted gradient against central differences of the reference's loss in double: no derivative that anybody wrote
/// down stands between the two.
/// </summary>
public class GradientChainTests
{
    private const double Step = 1e-6, Absolute = 1e-5, Relative = 1e-3;
    private const int Differences = 12;

    [Fact]
    public void Emitted_gradients_are_difference_quotients_over_the_cross_product_of_options()
    {
        Probe[] probes = [.. Declarations()
            .Select((model, i) => Probe.Of(model with { Name = $"Option{i}" }, 3, 4, i % 2 == 0 ? [4, 2, 3] : null, seed: i))];
        using CompiledModels models = ModelCompiler.Compile([.. probes.Select(probe => probe.Source)]);
        Assert.All(probes, probe =>
        {
            ModelResult result = new ModelRunner(probe.Create(models)).Run(probe.Data);
            foreach (ParameterShape parameter in probe.Declaration.Parameters)
                Check(probe, parameter.Name, result.Gradients[parameter.Name]);
        });
    }

    private static IEnumerable<ReferenceModel> Declarations() =>
        from layers in new[] { 1, 2 }
        from bidirectional in new[] { false, true }
        from bias in new[] { false, true }
        from pooling in new[] { Pooling.Last, Pooling.Mean, Pooling.Attention, Pooling.EveryStep }
        let tokens = (layers + (bias ? 1 : 0)) % 2 == 0
        select new ReferenceModel(
            "Option", tokens ? new EmbeddingInput(5, 2) : new FeaturesInput(2),
            [new LstmLayer(3) { Layers = layers, Bidirectional = bidirectional, Bias = bias }],
            [new RegressionHead(2) { Pooling = pooling, Bias = bias }]);

    private static void Check(Probe probe, string parameter, double[] gradient)
    {
        int stride = Math.Max(1, gradient.Length / Differences);
        for (int i = 0; i < gradient.Length; i += stride)
        {
            double quotient = (Loss(probe, parameter, i, Step) - Loss(probe, parameter, i, -Step)) / (2 * Step);
            Assert.True(
                Math.Abs(gradient[i] - quotient) <= Absolute + (Relative * Math.Abs(quotient)),
                $"{parameter}[{i}] is {gradient[i]:R}, the difference quotient {quotient:R}\n{probe.Declaration}");
        }
    }

    private static double Loss(Probe probe, string parameter, int index, double step)
    {
        var moved = new Dictionary<string, double[]>(probe.Parameters) { [parameter] = (double[])probe.Parameters[parameter].Clone() };
        moved[parameter][index] += step;
        return ReferenceRun.Loss(probe.Declaration, moved, probe.Data);
    }
}
