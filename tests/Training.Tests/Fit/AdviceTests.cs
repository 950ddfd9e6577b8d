using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Messages say where the fault lies and what to write instead.</summary>
public class AdviceTests
{
    [Fact]
    public void Faults_of_the_validation_set_are_said_to_be_its()
    {
        SequenceSet classes = Sets.Classification(6), values = Sets.Regression(6);
        Check("Validation: Head 'head', example 0", () => new DropoutClassifier(1).Fit(
            classes, new FitOptions { Validation = Sets.Tokens(4, 12, 2, 5).WithClasses([7, 0, 1, 2]) }));
        Check("Validation: TinyRegression reads 3 features per step, the set has 2.", () => new TinyRegression(1).Fit(
            values, new FitOptions { Validation = Sets.StepValues(4, 2, 3) }));
        Check("Validation: The set has no sequences.", () => new TinyRegression(1).Fit(
            values, new FitOptions { Validation = values.Subset([]) }));
        Check("Validation: The set has no targets for head 'head'", () => new TinyRegression(1).Fit(
            values, new FitOptions { Validation = Sets.Features(4, 3, 2, 3) }));
        Check("ValidationSource: TinyRegression reads 3 features per step, a set has 2.", () => new TinyRegression(1).Fit(
            values, new FitOptions { ValidationSource = new SetSource(Sets.StepValues(4, 2, 3), 4) }));

        static void Check(string start, Action fit) =>
            Assert.StartsWith(start, Assert.ThrowsAny<ArgumentException>(fit).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_faults_of_other_sets_are_not()
    {
        var model = new TinyRegression(1);
        SequenceSet wrong = Sets.StepValues(4, 2, 3);
        foreach (Action call in new Action[]
        {
            () => model.Fit(wrong, new FitOptions { Validation = Sets.Regression(6) }), () => model.Evaluate(wrong),
        })
        {
            Assert.StartsWith("TinyRegression reads", Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_metric_of_other_classes_says_what_to_write()
    {
        SequenceSet set = Sets.Classification(6);
        foreach ((ClassMetric metric, string fix) in new (ClassMetric, string)[]
        {
            (new Accuracy(2), "Write new Accuracy(3)."), (new F1(4), "Write new F1(3)."), (new Perplexity(5), "Write new Perplexity(3)."),
            (new TopKAccuracy(2, 4), "Write new TopKAccuracy(k, 3)."),
        })
        {
            string message = Assert.Throws<ArgumentException>(() => new DropoutClassifier(1).Evaluate(set, [metric])).Message;
            Assert.Contains($"of {metric.Classes} classes, head 'head' has 3. {fix}", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Predicting_one_of_two_heads_asks_which()
    {
        SequenceSet set = Sets.Features(4, 3, 2, 3);
        var model = new TwoHeads(1);
        Assert.Contains(
            "TwoHeads has the heads 'kind', 'amount'; say which one: head: \"kind\".",
            Assert.Throws<ArgumentException>(() => model.Predict(set)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "head is 'x'; TwoHeads has 'kind', 'amount'.",
            Assert.Throws<ArgumentException>(() => model.Predict(set, "x")).Message, StringComparison.Ordinal);
        Assert.Equal(4, model.Predict(set, head: "kind").Length);
    }

    [Fact]
    public void Targets_without_a_name_are_found_to_be_so()
    {
        SequenceSet set = Sets.Features(4, 3, 2, 3);
        FitOptions options = new() { Epochs = 1 };
        string message = Assert.Throws<ArgumentException>(() => new TwoHeads(1).Fit(set.WithClasses(new int[4]), options)).Message;
        Assert.Contains("name it in the With... method: head: \"kind\".", message, StringComparison.Ordinal);
        SequenceSet named = set.WithClasses(new int[4], head: "kind").WithValues(new float[4], head: "amount");
        Assert.Single(new TwoHeads(1).Fit(named, options).Epochs);
    }

    [Fact]
    public void A_stream_of_no_rows_says_how_many_there_may_be() =>
        Assert.StartsWith(
            "batch is 0; give at least 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new TinyRegression(1).CreateStream(0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Class_weights_of_which_all_are_0_are_refused()
    {
        string message = Assert.Throws<ArgumentException>(() => Fit(0, 0, 0)).Message;
        Assert.StartsWith("ClassWeights has 0 for every class of head 'head'", message, StringComparison.Ordinal);
        Assert.Single(Fit(0, 0, 1).Epochs);

        static History Fit(params float[] weights) => new DropoutClassifier(1).Fit(Sets.Classification(6), new FitOptions
        {
            Epochs = 1, ClassWeights = new Dictionary<string, float[]> { ["head"] = weights },
        });
    }

    [Fact]
    public void Before_the_first_update_the_learning_rate_is_not_the_cause_of_an_infinite_loss()
    {
        float[] targets = Sets.Values(8, 3);
        SequenceSet set = Sets.Features(4, 3, 2, 3);
        string message = Diverges([.. targets.Select(_ => 3e38f)], new FitOptions { Epochs = 1 });
        Assert.Contains("No update was made before it", message, StringComparison.Ordinal);
        Assert.Contains("the loss or a cell is one of your own", message, StringComparison.Ordinal);
        Assert.DoesNotContain("Lower the learning rate", message, StringComparison.Ordinal);
        message = Diverges(targets, new FitOptions { Epochs = 50, Optimizer = new Sgd(1e30f) });
        Assert.Contains("Lower the learning rate", message, StringComparison.Ordinal);

        string Diverges(float[] values, FitOptions options) => Assert.Throws<TrainingDivergedException>(
            () => new TinyRegression(1).Fit(set.WithValues(values, 2), options)).Message;
    }
}
