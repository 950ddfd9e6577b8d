using Xunit;

namespace LstmGen.Data.Tests;

public class SequenceSetTests
{
    private static SequenceSet Ragged() => SequenceSet.FromFeatures([[1, 2, 3, 4], [5, 6], [7, 8, 9, 10, 11, 12]], 2)
        .WithClasses([2, 0, 1], "class")
        .WithValues([10, 11, 20, 21, 30, 31], 2, "values")
        .WithStepClasses([[1, 2], [3], [4, 5, 6]], "tags")
        .WithStepValues([.1f, .2f, .3f, .4f, .5f, .6f], 1, "steps")
        .WithLabels([[7], [], [8, 9]], "labels");

    [Fact]
    public void Targets_are_looked_for_by_the_name_of_their_head()
    {
        Assert.True(Ragged().TryTargets("values", out HeadTargets found));
        Assert.Equal([20, 21], found.Values(1).ToArray());
        Assert.False(Ragged().TryTargets("value", out _));
    }

    [Fact]
    public void Every_kind_of_target_is_read_by_example()
    {
        var set = Ragged();
        Assert.Equal((3, 2, 1, 3, 6L), (set.Count, set.FeatureCount, set.MinLength, set.MaxLength, set.TotalSteps));
        Assert.Equal([7, 8, 9, 10, 11, 12], set.Features(2).ToArray());
        Assert.Equal([1], set.Targets("class").Classes(2).ToArray());
        Assert.Equal([20, 21], set.Targets("values").Values(1).ToArray());
        Assert.Equal([4, 5, 6], set.Targets("tags").Classes(2).ToArray());
        Assert.Equal([.3f], set.Targets("steps").Values(1).ToArray());
        Assert.Equal([], set.Targets("labels").Classes(1).ToArray());
        Assert.Equal([8, 9], set.Targets("labels").Classes(2).ToArray());
    }

    [Fact]
    public void A_subset_shows_the_same_examples_in_the_order_asked_for()
    {
        var set = Ragged();
        var subset = set.Subset([2, 0, 2]);
        int[] source = [2, 0, 2];
        for (var i = 0; i < 3; i++)
        {
            Assert.True(set.Features(source[i]) == subset.Features(i), "the values are shared, not copied");
            for (var h = 0; h < set.HeadCount; h++)
            {
                if (set.Targets(h).Kind is SequenceTargetKind.Values or SequenceTargetKind.StepValues)
                    Assert.True(set.Targets(h).Values(source[i]) == subset.Targets(h).Values(i));
                else
                    Assert.True(set.Targets(h).Classes(source[i]) == subset.Targets(h).Classes(i));
            }
        }
    }

    [Fact]
    public void Targets_can_be_added_to_a_subset()
    {
        var subset = Ragged().Take(1..).WithStepClasses([9, 8, 7, 6], "late");
        Assert.Equal([9], subset.Targets("late").Classes(0).ToArray());
        Assert.Equal([8, 7, 6], subset.Targets("late").Classes(1).ToArray());
        Assert.Equal([4, 5, 6], subset.Targets("tags").Classes(1).ToArray());
    }

    [Fact]
    public void A_class_may_stand_for_several_steps()
    {
        var set = SequenceSet.FromTokens([[1, 2, 3, 4], [5, 6, 7], [8, 9]]).WithStepClasses([[1, 2], [3], [4]], stepsPerTarget: 2);
        Assert.Equal([1, 2], set.Targets().Classes(0).ToArray());
        Assert.Equal([4], set.Subset([2]).Targets().Classes(0).ToArray());
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var set = Ragged();
        Assert.Equal(51f, Sum(set));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Sum(set);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        static float Sum(SequenceSet set)
        {
            var sum = 0f;
            var targets = set.Targets("values");
            for (var i = 0; i < set.Count; i++)
                sum += targets.Values(i)[1] - set.Features(i)[0] + 1;
            return sum - 2;
        }
    }

    [Fact]
    public void Errors_name_the_place_and_the_value()
    {
        Contains("Sequence 1 has length 0", () => SequenceSet.FromTokens([[1], []]));
        Contains("Sequence 1, step 0, feature 1: NaN", () => SequenceSet.FromFeatures([[1, 2], [3, float.NaN]], 2));
        Contains("Sequence 0 has 3 values", () => SequenceSet.FromFeatures([[1, 2, 3]], 2));
        Contains("Sequence 1, step 2: token id -4", () => SequenceSet.FromTokens([[1], [0, 1, -4]]));
        Contains("call for 6 values", () => SequenceSet.FromFeatures([1, 2, 3, 4], 2, [1, 2]));
        Contains("sequence 0: 2 classes for 1 steps", () => Ragged().WithStepClasses([[1, 2], [3], [4]], "more", stepsPerTarget: 2));
        Contains("sequence 2: 1 classes for 3 steps", () => Ragged().WithStepClasses([[1, 2], [3], [4]], "more"));
        Contains("2 targets for 3 sequences", () => Ragged().WithClasses([1, 2], "more"));
        Contains("has targets already", () => Ragged().WithClasses([1, 2, 3], "tags"));
        Contains("no targets for head 'x'; it has 'class', 'values'", () => Ragged().Targets("x"));
        Contains("head is null. Give a value.", () => Ragged().Targets(null!));
        Contains("head is null. Give a value.", () => Ragged().WithoutTargets(null!));
        Contains("example 2, position 1: class 5 is outside 0..4", () => Ragged().Targets("tags").RequireClasses(5));
        Contains("Sequence 1, step 1: token id 9", () => SequenceSet.FromTokens([[1], [0, 9]]).RequireTokens(9));
        Assert.Contains(
            "read them with Values", Assert.Throws<InvalidOperationException>(() => Ragged().Targets("values").Classes(0).Length).Message);
        Assert.Contains("Index 1 of the subset is 3", Assert.Throws<ArgumentOutOfRangeException>(() => Ragged().Subset([0, 3])).Message);
    }

    [Fact]
    public void Next_token_windows_and_sentences_shift_by_one()
    {
        var windows = SequenceSet.NextToken([5, 6, 7, 8, 9, 10], 2, 2);
        Assert.Equal(2, windows.Count);
        Assert.Equal([7, 8], windows.Tokens(1).ToArray());
        Assert.Equal([8, 9], windows.Targets().Classes(1).ToArray());
        var sentences = SequenceSet.NextToken([[1, 2, 3], [4, 5]]);
        Assert.Equal([4], sentences.Tokens(1).ToArray());
        Assert.Equal([5], sentences.Targets().Classes(1).ToArray());
        Assert.Equal([2, 3], sentences.Targets().Classes(0).ToArray());
        Contains("Sentence 1 has 1 ids", () => SequenceSet.NextToken([[1, 2], [3]]));
        Contains("need 4 ids, the stream has 3", () => SequenceSet.NextToken([1, 2, 3], 3));
    }

    [Fact]
    public void Parallel_streams_cover_the_stream_without_overlap()
    {
        var set = SequenceSet.ParallelStreams([.. Enumerable.Range(0, 12)], 3);
        Assert.Equal([0, 1, 2], set.Tokens(0).ToArray());
        Assert.Equal([6, 7, 8], set.Tokens(2).ToArray());
        Assert.Equal([7, 8, 9], set.Targets().Classes(2).ToArray());
    }

    private static void Contains(string expected, Func<object?> act) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => { act(); }).Message);

    private static void Contains(string expected, Action act) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(act).Message);
}
