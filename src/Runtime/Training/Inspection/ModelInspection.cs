namespace LstmGen.Training;

/// <summary>Looks inside a model while it reads one sequence.</summary>
public static partial class ModelInspection
{
    /// <summary>Gates, cell and hidden state of every recurrent layer at every step of one sequence, without dropout.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The data; targets are not needed.</param>
    /// <param name="index">Which sequence.</param>
    /// <returns>A trace per layer and direction, from the input on.</returns>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    public static LayerTrace[] Trace(this IRecurrentModel model, SequenceSet set, int index = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        ModelWorkspace workspace = Workspace(model);
        using var _ = new WorkspaceRelease(workspace);
        workspace.Load(set, [index]);
        model.Forward(workspace);
        return [.. workspace.RecurrentLayers.Select(Trace)];
    }

    private static LayerTrace Trace(RecurrentActivations layer) => new(
        layer.Name, layer.Units,
        Enumerable.Range(0, layer.Slots.Length).ToDictionary(slot => layer.Slots[slot], slot => layer.CopyGate(slot, 0)),
        layer.CopyHidden(0), layer.CopyCell(0));

    /// <summary>One that keeps everything and drops nothing.</summary>
    internal static ModelWorkspace Workspace(IRecurrentModel model)
    {
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        workspace.Dropout = false;
        return workspace;
    }
}
