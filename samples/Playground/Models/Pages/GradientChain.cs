using LstmGen.Training;

namespace LstmGen.Samples.Playground;

/// <summary>The gradient of the loss with respect to the state before each step, by one backward pass of one step after another.</summary>
/// <remarks>
/// <see cref="ModelInspection.GradientNorms"/> computes the same from whole suffixes of a sequence, and its work grows with the square of
/// the length. Here each step starts from the state that the forward pass left and takes the gradient of its final state from the step
/// behind it.
/// </remarks>
public static class GradientChain
{
    /// <summary>The norm of dL/ds_t over all states s of a row, as a share of that at the last step; a mean over rows, [T].</summary>
    /// <param name="model">A model with one target for each sequence.</param>
    /// <param name="set">Sequences of one length, with targets.</param>
    public static double[] Shares(IRecurrentModel model, SequenceSet set)
    {
        int steps = set.MaxLength, rows = set.Count;
        int[] indices = [.. Enumerable.Range(0, rows)];
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        ModelState[] states = Forward(model, workspace, set, indices);
        var gradients = new AlignedBuffer(model.Description.ParameterCount);
        float[] none = new float[rows * model.Description.Heads[0].Outputs];
        var norms = new double[steps][];
        ModelState? behind = null;
        for (int t = steps - 1; t >= 0; t--)
        {
            var found = new ModelState(model.Description.States, rows);
            workspace.InitialState = states[t];
            workspace.Load(set, indices, t, 1);
            workspace.FinalStateGradient = behind;
            workspace.InitialStateGradient = found;
            model.Forward(workspace);
            if (t == steps - 1)
                model.Loss(workspace);
            else
                workspace.Heads[0].SetOutputGradients(none);
            model.Backward(workspace, gradients);
            norms[t] = Norms(found);
            behind = found;
        }

        return [.. norms.Select(step => Enumerable.Range(0, rows).Average(row => step[row] / norms[^1][row]))];
    }

    /// <summary>The state before each step.</summary>
    private static ModelState[] Forward(IRecurrentModel model, ModelWorkspace workspace, SequenceSet set, int[] indices)
    {
        var states = new ModelState[set.MaxLength];
        states[0] = new ModelState(model.Description.States, indices.Length);
        for (int t = 1; t < states.Length; t++)
        {
            workspace.InitialState = states[t - 1];
            workspace.Load(set, indices, t - 1, 1);
            model.Forward(workspace);
            states[t] = new ModelState(model.Description.States, indices.Length);
            workspace.CopyFinalState(states[t]);
        }

        return states;
    }

    private static double[] Norms(ModelState found)
    {
        var sums = new double[found.Batch];
        foreach (StateInfo info in found.Layout)
        {
            ReadOnlySpan<float> values = found[info.Name];
            for (int at = 0; at < values.Length; at++)
                sums[at / info.Size % found.Batch] += (double)values[at] * values[at];
        }

        return [.. sums.Select(Math.Sqrt)];
    }
}
