using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>What the emitted <c>Predict</c> methods of models with one head do, in a workspace that the model lends.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Predictions
{
    /// <summary>The outputs for one sequence, valid until the next call on this thread.</summary>
    /// <param name="model">The model.</param>
    /// <param name="workspaces">Its workspaces.</param>
    /// <param name="sequence">The sequence, [T, features].</param>
    /// <param name="statics">Values of the sequence; empty for a model without.</param>
    public static ReadOnlySpan<float> One<TWorkspace>(
        IRecurrentModel<TWorkspace> model, WorkspaceCache<TWorkspace> workspaces, ReadOnlySpan<float> sequence,
        ReadOnlySpan<float> statics = default)
        where TWorkspace : ModelWorkspace
    {
        Span<float> outputs = Buffer(model, sequence.Length);
        Run(model, workspaces, sequence, 1, default, outputs, statics);
        return outputs;
    }

    /// <summary>The same for token ids, [T].</summary>
    public static ReadOnlySpan<float> One<TWorkspace>(
        IRecurrentModel<TWorkspace> model, WorkspaceCache<TWorkspace> workspaces, ReadOnlySpan<int> sequence)
        where TWorkspace : ModelWorkspace
    {
        Span<float> outputs = Buffer(model, sequence.Length);
        Run(model, workspaces, sequence, 1, default, outputs);
        return outputs;
    }

    /// <summary>The outputs for a batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="workspaces">Its workspaces.</param>
    /// <param name="sequences">The sequences, [B, T, features].</param>
    /// <param name="batch">Rows, B.</param>
    /// <param name="lengths">Steps of each row, [B]; empty where all have T.</param>
    /// <param name="outputs">Where the outputs go, [B, outputs] or [B, T, outputs].</param>
    /// <param name="statics">Values of each sequence; empty for a model without.</param>
    /// <param name="name">The caller's name for <paramref name="outputs"/>.</param>
    public static void Run<TWorkspace>(
        IRecurrentModel<TWorkspace> model, WorkspaceCache<TWorkspace> workspaces, ReadOnlySpan<float> sequences, int batch,
        ReadOnlySpan<int> lengths, Span<float> outputs, ReadOnlySpan<float> statics = default,
        [CallerArgumentExpression(nameof(outputs))] string name = "")
        where TWorkspace : ModelWorkspace
    {
        using ModelTurn turn = ModelTurn.Take(model);
        TWorkspace ws = Begin(model, workspaces, sequences.Length, batch, out int steps);
        try
        {
            if (ws.PredictParts(
                model, new() { Features = sequences, Statics = statics, Lengths = lengths, Rows = batch, Steps = steps }, outputs))
                return;
            ws.Begin(batch, steps, lengths);
            ws.Heads[0].RequireOutputs(outputs, name);
            if (model.Description.StaticFeatures > 0)
                ws.SetStatic(statics);
            ws.SetFeatures(sequences);
            Compute(model, ws, outputs);
        }
        finally
        {
            workspaces.Return(ws);
        }
    }

    /// <summary>The same for token ids, [B, T].</summary>
    public static void Run<TWorkspace>(
        IRecurrentModel<TWorkspace> model, WorkspaceCache<TWorkspace> workspaces, ReadOnlySpan<int> sequences, int batch,
        ReadOnlySpan<int> lengths, Span<float> outputs, [CallerArgumentExpression(nameof(outputs))] string name = "")
        where TWorkspace : ModelWorkspace
    {
        using ModelTurn turn = ModelTurn.Take(model);
        TWorkspace ws = Begin(model, workspaces, sequences.Length, batch, out int steps);
        try
        {
            if (ws.PredictParts(model, new() { Tokens = sequences, Lengths = lengths, Rows = batch, Steps = steps }, outputs))
                return;
            ws.Begin(batch, steps, lengths);
            ws.Heads[0].RequireOutputs(outputs, name);
            ws.SetTokens(sequences);
            Compute(model, ws, outputs);
        }
        finally
        {
            workspaces.Return(ws);
        }
    }

    private static TWorkspace Begin<TWorkspace>(
        IRecurrentModel<TWorkspace> model, WorkspaceCache<TWorkspace> workspaces, int length, int batch, out int steps,
        [CallerArgumentExpression(nameof(length))] string input = "")
        where TWorkspace : ModelWorkspace
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(workspaces);
        steps = PredictInput.Steps(length, batch, Width(model), input);
        return workspaces.Rent() ?? model.CreateWorkspace(training: false);
    }

    private static void Compute<TWorkspace>(IRecurrentModel<TWorkspace> model, TWorkspace ws, Span<float> outputs)
        where TWorkspace : ModelWorkspace
    {
        model.Forward(ws);
        ws.Heads[0].CopyOutputs(outputs);
        model.ToPredictionInPlace(ws, 0, outputs);
    }

    private static Span<float> Buffer(IRecurrentModel model, int length, [CallerArgumentExpression(nameof(length))] string input = "")
    {
        ArgumentNullException.ThrowIfNull(model);
        HeadInfo head = model.Description.Heads[0];
        int steps = PredictInput.Steps(length, 1, Width(model), input);
        return PredictInput.Buffer((head.EveryStep ? (long)head.StepsOf(steps) : 1) * head.Outputs);
    }

    private static int Width(IRecurrentModel model) => Math.Max(model.Description.Features, 1);
}
