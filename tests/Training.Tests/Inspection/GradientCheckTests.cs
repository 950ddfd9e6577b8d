using System.Globalization;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>The check finds right gradients right and wrong ones wrong, and leaves the model as it was.</summary>
public class GradientCheckTests
{
    private const double Right = 2e-3;

    public static TheoryData<string> Models => [.. Cases.Keys];

    private static readonly Dictionary<string, Func<(IRecurrentModel Model, SequenceSet Set)>> Cases = new()
    {
        ["values"] = () => (new TinyRegression(4), Sets.Regression(4, 3, 6)),
        ["classes, with dropout and tokens"] = () => (new DropoutClassifier(1), Sets.Classification(4)),
        ["values at every step"] = () => (new StepRegression(2), Sets.StepValues(3, 2, 5)),
        ["two heads"] = () => (
            new TwoHeads(1),
            Sets.Features(3, 3, 2, 4).WithClasses(Sets.Classes(3, 3, 7), "kind").WithValues(Sets.Values(3, 8), 1, "amount")),
        ["a frozen table"] = () => (new FrozenEmbedding(1), Sets.Classification(4)),
        ["labels without alignment"] = () => (new CtcModel(1), Sets.Features(2, 3, 6, 8).WithLabels([[1, 2], [3]])),
        ["sequences of weights"] = () => (new TinyRegression(4), Sets.Regression(3, 3, 6).WithWeights([1, 0.5f, 2])),
        ["a cell and a loss of one's own"] = () => (new OwnEquations(3), Sets.Features(4, 3, 2, 5).WithValues(Sets.Values(4, 5))),
        ["functions with corners"] = () => Cornered(1),
        ["others of them"] = () => Cornered(2),
        ["more of them"] = () => Cornered(3),
        ["still more of them"] = () => Cornered(4),
        ["an encoder and a decoder"] = () => (
            new EncoderDecoder(new WordReader(1), new WordWriter(2)),
            SequenceSet.NextToken([.. Talks.Answers.Select(answer => (int[])[Talks.Start, .. answer, Talks.End])])
                .WithSource(SequenceSet.FromTokens(Talks.Questions))),
    };

    private static (IRecurrentModel Model, SequenceSet Set) Cornered(long seed) =>
        (new CorneredModel(seed), Sets.Features(4, 3, 2, 5).WithValues(Sets.Values(4, 5)));

    [Theory]
    [MemberData(nameof(Models))]
    public void Right_gradients_are_found_right_and_the_weights_stay(string name)
    {
        (IRecurrentModel model, SequenceSet set) = Cases[name]();
        float[] before = model.Parameters.ToArray();
        GradientCheckReport report = GradientCheck.Run(model, set, values: 12);
        Assert.True(report.RelativeError < Right, $"{report}");
        Assert.Equal(
            model.Description.Parameters.Where(parameter => !parameter.Frozen).Select(parameter => parameter.Name),
            report.Parameters.Select(one => one.Parameter.Name));
        Assert.All(report.Parameters, one => Assert.InRange(one.Checked, Math.Min(6, one.Parameter.Length), 12));
        Assert.True(report.Parameters.Max(one => Math.Abs(one.Measured)) > 1e-3, "Some quotient is a number to speak of.");
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(10)]
    public void Right_gradients_are_found_right_with_any_step(double step)
    {
        GradientCheckReport report = GradientCheck.Run(new TinyRegression(4), Sets.Regression(4, 3, 6), values: 12, step: step);
        Assert.True(report.RelativeError < 0.01, $"{report}");
    }

    [Fact]
    public void A_wrong_gradient_is_found_with_its_place()
    {
        ParameterInfo wrong = TinyRegression.Description.Parameter("lstm.weight_hh_l0");
        var model = new Wrong(new TinyRegression(4), gradients => gradients[wrong.Offset + 17] += 0.25f);
        GradientCheckReport report = GradientCheck.Run(model, Sets.Regression(4, 3, 6), values: 8);
        GradientComparison found = report.Parameters.Single(one => one.RelativeError > Right);
        Assert.Equal((wrong.Name, 17), (found.Parameter.Name, found.Index));
        Assert.Equal(0.25, found.LargestDifference, 1e-3);
        Assert.Equal(0.25, found.Computed - found.Measured, 1e-3);
        Assert.True(report.RelativeError > 0.5);
        Assert.Contains("lstm.weight_hh_l0 [24, 6]: relative error", $"{report}", StringComparison.Ordinal);
        Assert.Contains("at index 17", $"{report}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_is_forgotten_is_found()
    {
        ParameterInfo wrong = TinyRegression.Description.Parameter("head.bias");
        var model = new Wrong(new TinyRegression(4), gradients => gradients.Slice(wrong.Offset, wrong.Length).Clear());
        Assert.Equal(1, GradientCheck.Run(model, Sets.Regression(4)).RelativeError, 1e-2);
    }

    [Fact]
    public void A_gradient_that_is_no_number_is_found()
    {
        var model = new Wrong(new TinyRegression(4), gradients => gradients[0] = float.NaN);
        Assert.Equal(double.PositiveInfinity, GradientCheck.Run(model, Sets.Regression(4)).RelativeError);
    }

    [Fact]
    public void What_cannot_be_checked_is_refused_and_the_weights_stay()
    {
        var model = new TinyRegression(4);
        SequenceSet set = Sets.Regression(4);
        Assert.Equal("values", Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run(model, set, values: 0)).ParamName);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run(model, set, step: 0)).ParamName);
        foreach (double step in (double[])[1e-6, 1e-4, 1e3, double.NaN, double.PositiveInfinity]) // right gradients would be found wrong
            Assert.StartsWith(
                string.Create(CultureInfo.InvariantCulture, $"step is {step}; give 0.001 to 10, 0.1 is usual."),
                Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.Run(model, set, step: step)).Message,
                StringComparison.Ordinal);
        Assert.Contains(
            "head 'head'", Assert.Throws<ArgumentException>(() => GradientCheck.Run(model, Sets.Features(2, 3, 2, 3))).Message,
            StringComparison.Ordinal);
        model.Quantize(WeightPrecision.BFloat16);
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(model, set));
        model.Quantize(WeightPrecision.Float32);
        model.Parameters.Update("head.bias", bias => bias[0] = float.NaN);
        float[] before = model.Parameters.ToArray();
        Assert.Contains(
            "Initialize", Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(model, set)).Message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.ToArray());
    }

    [Fact]
    public void A_training_and_a_check_do_not_write_over_each_other()
    {
        var model = new TinyRegression(4);
        Exception? found = null;
        model.Fit(Sets.Regression(4), new FitOptions
        {
            Epochs = 1, Callbacks = [new OnBatch(() => found = Record.Exception(() => GradientCheck.Run(model, Sets.Regression(4))))],
        });
        Assert.IsType<InvalidOperationException>(found);
    }

    private sealed class OnBatch(Action action) : TrainingCallback
    {
        public override void OnBatchEnd(TrainingContext context) => action();
    }

    /// <summary>A model whose backward pass has a mistake.</summary>
    private sealed class Wrong(IRecurrentModel model, Wrong.Change change) : IRecurrentModel
    {
        public delegate void Change(Span<float> gradients);

        public ParameterStore Parameters => model.Parameters;

        public ModelWorkspace CreateWorkspace(bool training) => model.CreateWorkspace(training);

        public void Forward(ModelWorkspace workspace) => model.Forward(workspace);

        public double Loss(ModelWorkspace workspace) => model.Loss(workspace);

        public void Backward(ModelWorkspace workspace, AlignedBuffer gradients)
        {
            model.Backward(workspace, gradients);
            change(gradients.Span);
        }
    }
}
