using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// Outputs past a row's end are 0, whatever an earlier batch left there: also where a convolution makes rows shorter than the input's.
/// </summary>
public partial class ShortRowTests
{
    [Fact]
    public void Predictions_past_a_rows_end_are_zero()
    {
        var model = new Shortening(1);
        float[] values = Values(2 * 10), full = new float[2 * 4 * 3], ragged = new float[full.Length];
        model.Predict(values, 2, full); // fills what the next call may not show
        Assert.DoesNotContain(0f, full);
        model.Predict(values, 2, [10, 7], ragged);
        Assert.Equal(full[..12], ragged[..12]);
        Assert.Equal(full[12..18], ragged[12..18]); // two steps of 7 inputs: steps 0 to 2 and 2 to 4 of the convolution's
        Assert.All(ragged[18..], value => Assert.Equal(0f, value));
    }

    [Fact]
    public void Gradients_of_outputs_past_a_rows_end_are_zero()
    {
        var model = new Shortening(1);
        Shortening.Workspace workspace = model.CreateWorkspace(training: true);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        Run([10, 10]);
        float[] ragged = Run([10, 7]);
        Assert.DoesNotContain(0f, ragged[..18]);
        Assert.All(ragged[18..], value => Assert.Equal(0f, value));

        float[] Run(int[] lengths)
        {
            workspace.Begin(2, 10, lengths);
            workspace.SetFeatures(Values(2 * 10));
            workspace.Heads[0].SetTargets(Values(2 * 4 * 3));
            model.Forward(workspace);
            model.Loss(workspace);
            model.Backward(workspace, gradients);
            var found = new float[2 * 4 * 3];
            workspace.Heads[0].CopyOutputGradients(found);
            return found;
        }
    }

    private static float[] Values(int count) => [.. Enumerable.Range(1, count).Select(i => MathF.Sin(i))];

    /// <summary>10 inputs make 8 steps of the first convolution and 4 of the second.</summary>
    [RecurrentModel]
    [Features(1)]
    [Conv1d(4, 3)]
    [Conv1d(4, 2, Stride = 2)]
    [Lstm(5)]
    [Regression(3, Pooling = Pooling.EveryStep)]
    private sealed partial class Shortening;
}
