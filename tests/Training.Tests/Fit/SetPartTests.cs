using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Sets joined, and cut into folds and parts that have their share of every class; weight decay without vectors.</summary>
public class SetPartTests
{
    [Fact]
    public void A_set_cut_and_joined_is_the_set()
    {
        SequenceSet[] sets =
        [
            Sets.Regression(11, 1, 6), Sets.Classification(11), Sets.StepValues(11, 1, 6), Talks.Curves(11, 4),
            Sets.Tokens(11, 12, 1, 5).WithLabels([.. Enumerable.Range(0, 11).Select(i => new int[i % 4])]),
            Sets.Features(11, 3, 2, 6).WithValues(new float[11], 1, "a").WithClasses(new int[11], "b"),
        ];
        foreach (SequenceSet set in sets)
        {
            SequenceSet joined = SequenceSet.Join(set.Take(..4), set.Take(4..5), set.Take(5..));
            AssertSame(set, joined);
            if (set.Source is not null)
                AssertSame(set.Source, joined.Source!);
        }
    }

    [Fact]
    public void Sets_that_differ_are_not_joined()
    {
        string message = Assert.Throws<ArgumentException>(() => SequenceSet.Join(Sets.Regression(3), Sets.Classification(3))).Message;
        Assert.StartsWith(
            "Set 1 has token ids, Class of width 1 for 'head'; the first has 3 features per step, Values of width 2 for 'head'.", message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SequenceSet.Join());
    }

    [Fact]
    public void Every_sequence_is_in_the_test_part_of_one_fold()
    {
        SequenceSet set =
            SequenceSet.FromTokens([.. Enumerable.Range(0, 23).Select(i => new[] { i })])
                .WithClasses([.. Enumerable.Range(0, 23).Select(i => i % 10 == 0 ? 1 : 0)]);
        foreach (string? by in new[] { null, SequenceSet.DefaultHead })
        {
            var folds = set.Folds(3, seed: 5, stratifyBy: by);
            Assert.Equal(Enumerable.Range(0, 23), folds.SelectMany(fold => Ids(fold.Test)).Order());
            Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, 23), Ids(fold.Train).Concat(Ids(fold.Test)).Order()));
            Assert.All(folds, fold => Assert.InRange(fold.Test.Count, 7, 8));
            Assert.NotEqual(Ids(folds[0].Test), Ids(set.Folds(3, seed: 6, stratifyBy: by)[0].Test));
            if (by is not null)
                Assert.All(
                    folds,
                    fold => Assert.Equal(1, Enumerable.Range(0, fold.Test.Count).Count(i => fold.Test.Targets().Classes(i)[0] == 1)));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => set.Folds(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Folds(24));
        Assert.Throws<ArgumentException>(() => Sets.Regression(9).Folds(3, stratifyBy: SequenceSet.DefaultHead));
    }

    [Fact]
    public void A_stratified_split_has_its_share_of_every_class()
    {
        SequenceSet set =
            SequenceSet.FromTokens([.. Enumerable.Range(0, 50).Select(i => new[] { i })])
                .WithClasses([.. Enumerable.Range(0, 50).Select(i => i < 10 ? 1 : 0)]);
        (SequenceSet first, SequenceSet second) = set.SplitStratified(0.8, seed: 2);
        Assert.Equal((40, 10), (first.Count, second.Count));
        Assert.Equal((8, 2), (Ids(first).Count(id => id < 10), Ids(second).Count(id => id < 10)));
        Assert.Equal(Enumerable.Range(0, 50), Ids(first).Concat(Ids(second)).Order());
        Assert.Throws<ArgumentOutOfRangeException>(() => set.SplitStratified(1));
    }

    [Fact]
    public void Vectors_can_be_left_out_of_weight_decay()
    {
        // Without a gradient a step of SGD is the decay alone.
        TinyRegression all = new(1), matrices = new(1);
        float[] before = Weights.Copy(all);
        SequenceSet set = Sets.Features(4, 3, 3, 3).WithValues(new float[8], 2);
        var options = new FitOptions { Epochs = 1, BatchSize = 4, Optimizer = new AdamW(0.01f, weightDecay: 10) };
        all.Fit(set, options);
        matrices.Fit(set, options with { DecayVectors = false });
        float[] first = Weights.Copy(all), second = Weights.Copy(matrices);
        foreach (ParameterInfo info in TinyRegression.Description.Parameters)
        {
            for (int i = info.Offset; i < info.Offset + info.Length; i++)
            {
                if (info.Shape.Length > 1)
                    Assert.Equal(first[i], second[i]);
                else
                    Assert.Equal(before[i] * 0.1f, second[i] - first[i], 1e-6f * (1 + MathF.Abs(before[i])));
            }
        }
    }

    private static int[] Ids(SequenceSet set) => [.. Enumerable.Range(0, set.Count).Select(i => set.Tokens(i)[0])];

    private static void AssertSame(SequenceSet expected, SequenceSet actual)
    {
        Assert.Equal(expected.Lengths.ToArray(), actual.Lengths.ToArray());
        Assert.Equal(expected.HeadCount, actual.HeadCount);
        for (int i = 0; i < expected.Count; i++)
        {
            if (expected.HasTokens)
                Assert.Equal(expected.Tokens(i).ToArray(), actual.Tokens(i).ToArray());
            else
                Assert.Equal(expected.Features(i).ToArray(), actual.Features(i).ToArray());
            for (int head = 0; head < expected.HeadCount; head++)
            {
                HeadTargets wanted = expected.Targets(head), given = actual.Targets(head);
                Assert.Equal((wanted.Name, wanted.Kind, wanted.Width), (given.Name, given.Kind, given.Width));
                if (wanted.Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues)
                    Assert.Equal(wanted.Values(i).ToArray(), given.Values(i).ToArray());
                else
                    Assert.Equal(wanted.Classes(i).ToArray(), given.Classes(i).ToArray());
            }
        }
    }
}
