using LstmGen.Data;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A backward pass in stages gives the bits of one without, and a stage that is done is complete.</summary>
public class StageTests
{
    [Fact]
    public void Stages_of_every_kind_of_layer() => Check(new StagedTower(1), Tokens(300).WithClasses(Ids(6, 5)), 4);

    [Fact]
    public void Stages_of_a_large_head() =>
        Check(new StagedWriter(1), SequenceSet.NextToken([.. Enumerable.Range(0, 6).Select(i => Ids(4 + i, 900))]), 2);

    [Fact]
    public void Stages_of_a_stack_and_two_heads()
    {
        SequenceSet set = SequenceSet.FromFeatures(Values(30 * 8), 8, [3, 4, 5, 5, 6, 7]);
        Check(new StagedStack(1), set.WithStepValues(Values(30 * 2), 2, "near").WithClasses(Ids(6, 4), "kind"), 2);
    }

    private static void Check(IRecurrentModel model, SequenceSet set, int least)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        workspace.Load(set, [0, 1, 2, 3, 4, 5]);
        var together = new AlignedBuffer(model.Parameters.Count);
        Backward(model, workspace, together);
        var staged = new AlignedBuffer(model.Parameters.Count);
        var seen = new List<(int Offset, float[] Values)>();
        workspace.StageDone = offset => seen.Add((offset, staged.Span[offset..model.Parameters.Count].ToArray()));
        Backward(model, workspace, staged);
        Assert.Equal(workspace.StageOffsets, seen.Select(stage => stage.Offset));
        Assert.True(seen.Count >= least, $"{seen.Count} stages");
        Assert.Equal(0, seen[^1].Offset);
        float[] expected = together.Span[..model.Parameters.Count].ToArray();
        Assert.Contains(expected, value => value != 0);
        Assert.All(seen, stage => Assert.Equal(expected[stage.Offset..], stage.Values));
    }

    private static void Backward(IRecurrentModel model, ModelWorkspace workspace, AlignedBuffer gradients)
    {
        workspace.Step = 3;
        model.Forward(workspace);
        model.Loss(workspace);
        model.Backward(workspace, gradients);
    }

    private static SequenceSet Tokens(int vocabulary) =>
        SequenceSet.FromTokens([.. Enumerable.Range(0, 6).Select(i => Ids(3 + i, vocabulary))]);

    private static int[] Ids(int count, int limit)
    {
        var random = new SeededRandom(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt(limit))];
    }

    private static float[] Values(int count)
    {
        var random = new SeededRandom(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextGaussian())];
    }
}
