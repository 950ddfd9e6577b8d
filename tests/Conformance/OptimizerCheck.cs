using LstmGen.Reference.Golden;
using LstmGen.Training;

namespace LstmGen.Conformance;

/// <summary>Ten steps on one batch, gradients clipped to norm 1: losses, norms and the parameters at the end.</summary>
internal static class OptimizerCheck
{
    private const int Steps = 10;

    private static Optimizer? Create(string name) => name switch
    {
        "adam" => new Adam(1e-3f),
        "adamw" => new AdamW(1e-3f, weightDecay: 0.01),
        "sgd_momentum" => new Sgd(1e-2f, momentum: 0.9),
        "rmsprop" => new RmsProp(1e-3f),
        _ => null,
    };

    public static IEnumerable<Comparison> Run(GoldenCase golden, ModelRunner runner, string name, double? lossScale)
    {
        Optimizer optimizer = Create(name)
            ?? throw new NotSupportedException($"optimizer '{name}' is none of adam, adamw, sgd_momentum and rmsprop");
        runner.Load(golden.Parameters);
        double[] losses = new double[Steps], norms = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            losses[step] = runner.Step(golden.Data);
            norms[step] = GradientClipping.ByNorm(runner.GradientBlock, 1f);
            optimizer.Step(runner.Model.Parameters, runner.GradientBlock);
        }

        yield return Drifting($"{name}.losses", golden.OptimizerLosses(name), losses, golden.SingleError("expect.loss"), lossScale);
        yield return Drifting($"{name}.grad_norms", golden.OptimizerNorms(name), norms, 0, null);
        double yardstick = golden.OptimizerSingleError(name);
        foreach (var (parameter, expected) in golden.After10(name))
        {
            double[] actual = Numbers.ToDouble(runner.Model.Parameters.Read(parameter));
            yield return Comparison.Of($"after10.{name}.{GoldenNames.FromModel(golden.Model, parameter)}", expected, actual, yardstick);
        }
    }

    // Each update adds its rounding to the weights, and a case has no yardstick for what comes of it at later steps: step k may
    // be off by k + 1 times what the first may.
    private static Comparison Drifting(string what, double[] expected, double[] actual, double singleError, double? scale) => Comparison.Of(
        what, expected, [.. expected.Zip(actual, (want, got) => got - want).Select((off, step) => expected[step] + (off / (step + 1)))],
        singleError, scale);
}
