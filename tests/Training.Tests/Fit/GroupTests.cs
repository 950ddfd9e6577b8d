using Xunit;

namespace LstmGen.Training.Tests;

public class GroupTests
{
    [Fact]
    public void Each_group_is_measured_as_a_set_of_its_own()
    {
        SequenceSet set = Sets.Classification(10);
        string[] groups = [.. Enumerable.Range(0, 10).Select(i => i % 3 == 1 ? "b" : i == 9 ? "" : "a")];
        var model = new DropoutClassifier(1);
        IReadOnlyDictionary<string, GroupEvaluation> found = model.EvaluateByGroup(set, groups, [new Accuracy(3)], batchSize: 2);
        Assert.Equal(["a", "b", ""], found.Keys);
        Assert.Equal(10, found.Values.Sum(group => group.Count));
        foreach ((string group, GroupEvaluation one) in found)
        {
            Evaluation expected =
                model.Evaluate(set.Subset([.. Enumerable.Range(0, 10).Where(i => groups[i] == group)]), [new Accuracy(3)], batchSize: 2);
            Assert.Equal((expected.Loss, expected.Metrics["accuracy"]), (one.Loss, one.Metrics["accuracy"]));
        }

        Assert.Equal(model.Evaluate(set).Loss, found.Values.Sum(group => group.Count * group.Loss) / 10, 1e-6);
    }

    [Fact]
    public void Wrong_groups_are_named()
    {
        SequenceSet set = Sets.Classification(3);
        Assert.Contains(
            "groups has 2 entries, the set 3",
            Assert.Throws<ArgumentException>(() => new DropoutClassifier(1).EvaluateByGroup(set, ["a", "b"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "groups[1] is null",
            Assert.Throws<ArgumentException>(() => new DropoutClassifier(1).EvaluateByGroup(set, ["a", null!, "b"])).Message,
            StringComparison.Ordinal);
    }
}
