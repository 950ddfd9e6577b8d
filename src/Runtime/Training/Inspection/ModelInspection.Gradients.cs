namespace LstmGen.Training;

public static partial class ModelInspection
{
    private const int RowsAtOnce = 32;

    /// <summary>
    /// How much of the loss's gradient reaches back to each step of one sequence: for each state of the model, by name,
    /// the norm of dL/ds_t with s_t the state from which step t starts, [T]. It shows where gradients vanish or explode
    /// (Bengio, Simard and Frasconi 1994; Pascanu, Mikolov and Bengio 2013).
    /// </summary>
    /// <remarks>
    /// The gradients are those of real backward passes: row t of a batch reads the sequence from step t on, from the state
    /// that the steps before it left, with the whole sequence's gradients of the outputs; its gradient with respect to the
    /// initial state is dL/ds_t. Work grows with T squared.
    /// </remarks>
    /// <param name="model">A model whose outputs do not depend on later steps.</param>
    /// <param name="set">The data, with targets for every head.</param>
    /// <param name="index">Which sequence.</param>
    /// <exception cref="ArgumentException">The data do not fit, or an output depends on later steps.</exception>
    public static IReadOnlyDictionary<string, double[]> GradientNorms(this IRecurrentModel model, SequenceSet set, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ModelDescription description = model.Description;
        if (!description.Causal || description.TimeSteps > 0)
            throw new ArgumentException(
                $"{description.Name} has outputs that depend on later steps, or one length only; gradients by step are those "
                    + "of a model that can stream.", nameof(model));
        if (!description.Caches.IsEmpty)
            throw new ArgumentException(
                $"{description.Name} attends to all earlier steps, so that the states from which a step starts are not all that it reads "
                    + "of them; gradients by step are those of a model without [SelfAttention].", nameof(model));
        DataCheck.Require(description, set, 0, targets: true);

        ModelWorkspace workspace = Workspace(model);
        using var _ = new WorkspaceRelease(workspace);
        float[][] outputGradients = OutputGradients(model, workspace, set, index);
        int steps = set.Length(index);
        var norms = description.States.ToDictionary(state => state.Name, _ => new double[steps]);
        var gradients = new AlignedBuffer(description.ParameterCount);
        for (int first = 0; first < steps; first += RowsAtOnce)
        {
            var states = new ModelState(description.States, Math.Min(RowsAtOnce, steps - first));
            StatesBefore(model, workspace, set, index, first, states);
            Suffixes(workspace, set, index, first, states);
            var found = new ModelState(description.States, states.Batch);
            workspace.InitialStateGradient = found;
            model.Forward(workspace);
            for (int head = 0; head < outputGradients.Length; head++)
                SetGradients(workspace.Heads[head], outputGradients[head], first);
            model.Backward(workspace, gradients);
            workspace.InitialStateGradient = null;
            workspace.InitialState = null;
            Collect(found, first, norms);
        }

        return norms;
    }

    /// <summary>dL/dy of each head for the whole sequence.</summary>
    private static float[][] OutputGradients(IRecurrentModel model, ModelWorkspace workspace, SequenceSet set, int index)
    {
        workspace.Load(set, [index]);
        model.Forward(workspace);
        model.Loss(workspace);
        float[][] gradients = new float[workspace.Heads.Length][];
        for (int head = 0; head < gradients.Length; head++)
        {
            gradients[head] = new float[workspace.Heads[head].Rows * workspace.Heads[head].Info.Outputs];
            workspace.Heads[head].CopyOutputGradients(gradients[head]);
        }

        return gradients;
    }

    /// <summary>Row r: the state after first + r steps.</summary>
    private static void StatesBefore(
        IRecurrentModel model, ModelWorkspace workspace, SequenceSet set, int index, int first, ModelState states)
    {
        var state = new ModelState(states.Layout, 1);
        for (int row = 0; row < states.Batch; row++)
        {
            if (first + row == 0)
                continue;
            workspace.InitialState = row == 0 ? null : state;
            workspace.Load(set, [index], row == 0 ? 0 : first + row - 1, row == 0 ? first : 1);
            model.Forward(workspace);
            var next = new ModelState(states.Layout, 1);
            workspace.CopyFinalState(next);
            state = next;
            foreach (StateInfo info in states.Layout)
            {
                for (int layer = 0; layer < info.Count; layer++)
                    state[info.Name].Slice(layer * info.Size, info.Size)
                        .CopyTo(states[info.Name][((layer * states.Batch + row) * info.Size)..]);
            }
        }
    }

    /// <summary>Row r: the sequence from step first + r on, from its state.</summary>
    private static void Suffixes(ModelWorkspace workspace, SequenceSet set, int index, int first, ModelState states)
    {
        int width = Math.Max(set.FeatureCount, 1), steps = set.Length(index) - first;
        int[] lengths = [.. Enumerable.Range(0, states.Batch).Select(row => steps - row)];
        workspace.InitialState = states;
        workspace.Begin(states.Batch, steps, lengths);
        if (set.StaticCount > 0)
            workspace.SetStatic([.. Enumerable.Range(0, states.Batch).SelectMany(_ => set.Static(index).ToArray())]);
        if (set.HasTokens)
            workspace.SetTokens(Rows(set.Tokens(index), width, first, lengths, steps));
        else
            workspace.SetFeatures(Rows(set.Features(index), width, first, lengths, steps));
    }

    private static T[] Rows<T>(ReadOnlySpan<T> sequence, int width, int first, int[] lengths, int steps)
    {
        var rows = new T[lengths.Length * steps * width];
        for (int row = 0; row < lengths.Length; row++)
            sequence[((first + row) * width)..].CopyTo(rows.AsSpan(row * steps * width));
        return rows;
    }

    private static void SetGradients(HeadWorkspace head, float[] gradients, int first)
    {
        int width = head.Info.Outputs, rowLength = head.Rows / head.Time.Batch * width;
        float[] rows = new float[head.Rows * width];
        for (int row = 0; row < head.Time.Batch; row++)
            gradients.AsSpan(head.Info.EveryStep ? (first + row) * width : 0).CopyTo(rows.AsSpan(row * rowLength));
        head.SetOutputGradients(rows);
    }

    private static void Collect(ModelState found, int first, Dictionary<string, double[]> norms)
    {
        foreach (StateInfo info in found.Layout)
        {
            ReadOnlySpan<float> values = found[info.Name];
            for (int row = 0; row < found.Batch; row++)
            {
                double sum = 0;
                for (int layer = 0; layer < info.Count; layer++)
                {
                    foreach (float value in values.Slice((layer * found.Batch + row) * info.Size, info.Size))
                        sum += (double)value * value;
                }

                norms[info.Name][first + row] = Math.Sqrt(sum);
            }
        }
    }
}
