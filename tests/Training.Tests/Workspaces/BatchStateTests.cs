using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>What a workspace tells of the batch that it holds.</summary>
public class BatchStateTests
{
    [Fact]
    public void A_head_knows_whether_it_has_targets_and_whose_gradients_it_has()
    {
        var model = new TinyRegression(1);
        TinyRegression.Workspace workspace = model.CreateWorkspace(training: true);
        HeadWorkspace head = workspace.Heads[0];
        Begin();
        Assert.Equal((false, false), (head.HasTargets, head.HasOwnGradients));
        head.SetTargets(new float[] { 1, 2, 3, 4 });
        Assert.True(head.HasTargets);
        model.Forward(workspace);
        head.SetOutputGradients([1, 2, 3, 4]);
        Assert.Equal((true, true), (head.HasTargets, head.HasOwnGradients));
        model.Loss(workspace);
        Assert.False(head.HasOwnGradients); // from now on they are the loss's
        Begin();
        Assert.Equal((false, false), (head.HasTargets, head.HasOwnGradients)); // of another batch
        Assert.Contains(
            "has no targets", Assert.Throws<InvalidOperationException>(() => model.Loss(workspace)).Message, StringComparison.Ordinal);

        void Begin()
        {
            workspace.Begin(2, 4, []);
            workspace.SetFeatures(new float[2 * 4 * 3]);
            model.Forward(workspace);
        }
    }

    [Fact]
    public void Rows_are_laid_out_by_falling_length()
    {
        TinyRegression.Workspace workspace = new TinyRegression(1).CreateWorkspace(training: true);
        workspace.Begin(3, 5, [2, 5, 3]);
        TimeLayout time = workspace.Time;
        Assert.Equal((3, 5, 10, true), (time.Batch, time.Steps, time.ValidSteps, time.Ragged));
        Assert.Equal([5, 3, 2], time.Lengths.ToArray());
        Assert.Equal([3, 3, 2, 1, 1], time.Active.ToArray());
        workspace.Begin(3, 5, []);
        Assert.Equal((15, false), (time.ValidSteps, time.Ragged));
    }

    [Fact]
    public void A_layer_gives_what_it_keeps_of_each_row_by_step()
    {
        SequenceSet set = Sets.Classification(4, 3, 6);
        var model = new DropoutClassifier(1);
        DropoutClassifier.Workspace workspace = model.CreateWorkspace(training: true);
        workspace.Dropout = false;
        workspace.Load(set, [0, 1, 2, 3]);
        model.Forward(workspace);
        Assert.Equal(4, workspace.RecurrentLayers.Length);
        for (int row = 0; row < set.Count; row++)
        {
            LayerTrace[] traces = model.Trace(set, workspace.Order[row]);
            foreach ((RecurrentActivations layer, LayerTrace alone) in workspace.RecurrentLayers.Zip(traces))
            {
                Assert.Equal((alone.Name, 7, 7), (layer.Name, layer.Units, layer.HiddenSize));
                Weights.AssertClose(alone.Hidden, layer.CopyHidden(row), 1e-6f);
                Weights.AssertClose(alone.Cell!, layer.CopyCell(row)!, 1e-6f);
                for (int slot = 0; slot < layer.Slots.Length; slot++)
                    Weights.AssertClose(alone.Gates[layer.Slots[slot]], layer.CopyGate(slot, row), 1e-6f);
            }
        }
    }

    [Fact]
    public void A_decoder_names_the_head_whose_outputs_it_attends_to()
    {
        Assert.Equal(BothWaysReader.Description.Heads[0].Name, LuongWriter.Description.SourceHead);
        Assert.Null(WordWriter.Description.SourceHead);
    }
}
