using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>The losses of LstmGen.Cells against naive versions in double and difference quotients, and what Fit makes of them.</summary>
public sealed class LossTests(LossTests.Models models) : IClassFixture<LossTests.Models>
{
    public static TheoryData<string> Names => [.. LossProbes.All.Keys];

    [Fact]
    public void Every_loss_of_the_library_has_a_naive_version() => Assert.Equal(
        typeof(LstmGen.Cells.Janet).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(LossAttribute), false))
            .Select(type => type.Name).Order(), LossProbes.Names.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loss_written_as_an_equation_is_its_naive_version(string name)
    {
        Probe probe = LossProbes.All[name];
        ModelResult actual = new ModelRunner(probe.Create(models.Compiled)).Run(probe.Data);
        Assert.Null(Closeness.Difference(ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data), actual));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_gradients_are_difference_quotients(string name)
    {
        Probe probe = LossProbes.All[name];
        ModelResult actual = new ModelRunner(probe.Create(models.Compiled)).Run(probe.Data);
        double[] gradient = actual.Gradients["head.bias"];
        for (int i = 0; i < gradient.Length; i++)
        {
            double quotient = (Loss(probe, i, 1e-6) - Loss(probe, i, -1e-6)) / 2e-6;
            Assert.Equal(quotient, gradient[i], 1e-4);
        }
    }

    [Fact]
    public void A_distribution_is_fitted_and_its_first_output_is_measured()
    {
        IRecurrentModel model = models.Compiled.Create("Probes.GaussianNll");
        HeadInfo head = model.Description.Heads[0];
        Assert.Equal((6, 3, 2), (head.Outputs, head.TargetWidth, head.OutputsPerTarget));
        float[][] x = [.. Enumerable.Range(0, 32).Select(i => new[] { i % 4 - 1.5f, 1f })];
        SequenceSet set = SequenceSet.FromFeatures(x, 2).WithValues([.. x.SelectMany(one => new[] { one[0], 2 * one[0], 0.5f })], 3);
        History history = model.Fit(set, new FitOptions
        {
            Epochs = 150, BatchSize = 32, Optimizer = new Adam(0.02f), Metrics = [new Mae()], Validation = set
        });
        Assert.True(
            history.Epochs[^1].TrainLoss < history.Epochs[0].TrainLoss - 1,
            $"{history.Epochs[0].TrainLoss} to {history.Epochs[^1].TrainLoss}");
        Assert.Throws<ArgumentException>(
            () => model.Fit(SequenceSet.FromFeatures(x, 2).WithValues(new float[32 * 6], 6), new FitOptions { Epochs = 1 }));
    }

    private static double Loss(Probe probe, int index, double step)
    {
        var moved = new Dictionary<string, double[]>(probe.Parameters) { ["head.bias"] = (double[])probe.Parameters["head.bias"].Clone() };
        moved["head.bias"][index] += step;
        return ReferenceRun.Loss(probe.Declaration, moved, probe.Data);
    }

    /// <summary>The models, compiled once.</summary>
    public sealed class Models : IDisposable
    {
        internal CompiledModels Compiled { get; } = ModelCompiler.Compile([.. LossProbes.All.Values.Select(probe => probe.Source)]);

        public void Dispose() => Compiled.Dispose();
    }
}
