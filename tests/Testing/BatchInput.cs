using LstmGen.Reference.Running;
using LstmGen.Training;

namespace LstmGen.Testing;

/// <summary>Puts a reference batch into a workspace.</summary>
public static class BatchInput
{
    /// <summary>Starts the batch: sizes, lengths, input and initial state.</summary>
    public static void Begin(ModelWorkspace workspace, ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(data);
        workspace.InitialState = State(workspace, data.Batch, data.InitialHidden, data.InitialCell);
        workspace.Begin(data.Batch, data.Time, data.Lengths);
        if (data.Static is not null)
            workspace.SetStatic(Numbers.ToSingle(data.Static));
        if (data.Ids is not null)
            workspace.SetTokens(data.Ids);
        else
            workspace.SetFeatures(Numbers.ToSingle(data.Values!));
        if (data.Source is not null)
            workspace.SetSource(Numbers.ToSingle(data.Source), data.SourceTime, data.SourceLengths);
    }

    /// <summary>The given gradients of the final states, or null.</summary>
    public static ModelState? FinalGradients(ModelWorkspace workspace, ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(data);
        return State(workspace, data.Batch, data.HiddenGradients, data.CellGradients);
    }

    /// <summary>Sets every head's targets and weights.</summary>
    public static void SetTargets(ModelWorkspace workspace, ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(data);
        foreach (HeadWorkspace head in workspace.Heads)
        {
            ReferenceTarget target = data.Targets[head.Info.Name];
            head.SetClassWeights(Numbers.ToSingle(target.ClassWeights ?? []));
            head.SetPositiveWeights(Numbers.ToSingle(target.PositiveWeights ?? []));
            if (target.LabelLengths is not null)
                head.SetTargets(target.Classes, target.LabelLengths);
            else if (target.Classes is not null)
                head.SetTargets(target.Classes);
            else
                head.SetTargets(Numbers.ToSingle(target.Values!));
        }
    }

    private static ModelState? State(
        ModelWorkspace workspace, int batch, Dictionary<string, double[]> hidden, Dictionary<string, double[]> cell)
    {
        if (hidden.Count + cell.Count == 0)
            return null;
        var state = new ModelState(workspace.Description.States, batch);
        foreach (var (prefix, values) in hidden)
            Numbers.ToSingle(values).CopyTo(state[$"{prefix}.h"]);
        foreach (var (prefix, values) in cell)
            CarriedStates.Split(Numbers.ToSingle(values), state, prefix);
        return state;
    }
}
