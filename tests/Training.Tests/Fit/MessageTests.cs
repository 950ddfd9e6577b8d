using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>What a user reads of a mistake names the argument or option as the user wrote it, its value, and the cure.</summary>
public class MessageTests
{
    private static readonly SequenceSet Set = Sets.Regression(6, 3, 6);

    public static TheoryData<string> Names => [.. Mistakes.Keys];

    private static readonly Dictionary<string, (Action Do, string? Argument, string Message)> Mistakes = new()
    {
        ["a schedule that ends too early"] = (
            () => new TinyRegression(1).Fit(Set, new FitOptions { Epochs = 3, BatchSize = 2, Schedule = new OneCycle(0.1, 5) }),
            "Schedule",
            "total=5 rise_end=0.5) has no rate for update 6 of the 9 that this training makes: The cycle has 5 steps and is over. "
                + "Set total to the steps of the whole training. Make it 9 updates long, or set Epochs."),
        ["the state of another optimizer"] = (
            () => new TinyRegression(1).Fit(Set, new FitOptions { Optimizer = new Sgd(0.1), OptimizerState = new Adam().CopyState() }),
            "OptimizerState",
            "OptimizerState comes from Adam, the optimizer is Sgd. Take an optimizer of that kind, or leave the state out."),
        ["the state of other settings"] = (
            () => new TinyRegression(1).Fit(
                Set, new FitOptions { Optimizer = new Adam(0.1, beta1: 0.5), OptimizerState = new Adam().CopyState() }),
            "OptimizerState",
            "OptimizerState comes from Adam with 'beta1' 0.9, the optimizer has 0.5. Construct it with 0.9, or leave the state out."),
        ["a state restored of another optimizer"] = (
            () => new Sgd(0.1).RestoreState(new Adam().CopyState()), "state", "state comes from Adam, the optimizer is Sgd."),
        ["a state restored of other settings"] = (
            () => new Adam(0.1, beta1: 0.5).RestoreState(new Adam().CopyState()), "state", "state comes from Adam with 'beta1' 0.9"),
        ["a state restored of another model"] = (
            () => Allocated(3).RestoreState(Allocated(4).CopyState()), "state",
            "state belongs to 4 parameters, the optimizer began with 3. Take a new optimizer, or a state of the same model."),
        ["lengths of fewer rows"] = (
            () => new TinyRegression(1).Predict(new float[24], 2, [4], new float[4]), "lengths",
            "lengths has 1 values; the batch has 2 rows. Give one for each, or none where all have 4 steps."),
        ["a length above the steps"] = (
            () => new TinyRegression(1).Predict(new float[24], 2, [4, 5], new float[4]), "lengths",
            "lengths[1] is 5, but the rows have 4 steps. Give a length of at most 4, or pad all rows to the longest."),
        ["a length of 0"] = (
            () => new TinyRegression(1).Predict(new float[24], 2, [4, 0], new float[4]), "lengths",
            "lengths[1] is 0; a row has at least 1 step. Leave empty sequences out of the batch."),
        ["no whole number of steps"] = (
            () => new TinyRegression(1).Predict(new float[25], 2, [], new float[4]), "sequences",
            "sequences has 25 values, which are no whole number of steps: a step has 2 x 3 = 6 values (rows x values)."),
        ["an empty text"] = (
            () => new DropoutClassifier(1).Predict([]), "sequence",
            "sequence has 0 values, and an empty sequence cannot be computed. Give at least one step of each; of a text, one token."),
        ["an empty text of a model with two heads"] = (() => new TwoHeads(1).Predict([]), "sequences", "sequences has 0 values, and an"),
        ["an empty text decoded"] = (() => new CrfTagger(1).Decode([]), "sequence", "sequence has 0 values, and an"),
        ["targets of another width"] = (
            () => new TinyRegression(1).Fit(Widths(3), new FitOptions()), null,
            "Head 'head' is declared for 2 values, its targets have 3 for each sequence. Declare it with 3, or give targets of 2: those of "
                + "Windows have Horizon values for each of TargetColumns."),
        ["targets of another width in a workspace"] = (
            () => new TinyRegression(1).CreateWorkspace(training: true).Load(Widths(3), [0]), null,
            "Head 'head' is declared for 2 values, its targets have 3 for each sequence."),
        ["labels of another number"] = (
            () => new LabelModel(1).Fit(Widths(3), new FitOptions()), null,
            "Head 'head' is declared for 4 values, its targets have 3 for each sequence. Declare it with 3, or give targets of 4."),
        ["targets at every step for one at the end"] = (
            () => new TinyRegression(1).Fit(Sets.Features(2, 3, 4, 4).WithStepValues(new float[16], 2), new FitOptions()), null,
            "Add its targets with SequenceSet.WithValues (by Windows: WindowTarget.Ahead), or declare the head with Pooling.EveryStep."),
        ["targets at the end for some at every step"] = (
            () => new StepRegression(1).Fit(Sets.Features(2, 2, 4, 4).WithValues(new float[2]), new FitOptions()), null,
            "Add its targets with SequenceSet.WithStepValues (by Windows: WindowTarget.NextStep), or declare the head with another Pooling "
                + "than EveryStep."),
        ["targets whose width was not said"] = (
            () => Sets.Features(2, 3, 4, 4).WithValues(new float[6]), "values",
            "Head 'head': 6 targets for 2 sequences of 1 each. Give exactly 2, or say width: 3."),
        ["targets of no width"] = (
            () => Sets.Features(2, 3, 4, 4).WithValues(new float[7], 3), "values",
            "Head 'head': 7 targets for 2 sequences of 3 each. Give exactly 6. (Parameter"),
        ["names of another head"] = (
            () => new TinyRegression(1).ToBytes(
                new ModelSaveOptions { Names = new() { Classes = new Dictionary<string, IReadOnlyList<string>> { ["heat"] = ["a"] } } }),
            null,
            "names.Classes names head 'heat'; TinyRegression has 'head'. Name one of these."),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_argument_value_and_cure(string mistake)
    {
        (Action act, string? argument, string message) = Mistakes[mistake];
        var error = Assert.ThrowsAny<ArgumentException>(act);
        Assert.Equal(argument, error.ParamName);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(argument is null ? 0 : 1, error.Message.Split("(Parameter").Length - 1);
    }

    private static SequenceSet Widths(int width) => Sets.Features(2, 3, 4, 4).WithValues(new float[2 * width], width);

    private static Adam Allocated(int parameters)
    {
        var adam = new Adam();
        adam.Allocate(parameters);
        return adam;
    }
}
