using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// A prediction for a batch whose rows threads share, each with a workspace of its own for its rows. In one workspace for all, the rows of
/// two threads lie beside each other at every step, and a processor that reads ahead takes them out of the other one's cache.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="main">The workspace that was lent for the prediction: it has no batch of its own meanwhile.</param>
internal sealed unsafe class PredictionParts(IRecurrentModel model, ModelWorkspace main) : IParallelWork
{
    private const int InputPhase = 0, ForwardPhase = 1;

    private readonly RowShares _shares = new();
    private ModelWorkspace[] _workspaces = [];
    private float* _features, _statics, _outputs;
    private int* _tokens, _lengths;
    private int _steps, _rowOutputs;
    private bool _raw;

    /// <summary>Whether a prediction is under way.</summary>
    public bool Active { get; private set; }

    /// <summary>Predicts a batch in parts; false, and nothing was written, where it has to be computed in one workspace.</summary>
    /// <param name="input">The batch.</param>
    /// <param name="parts">Number of parts, at least 2 and at most the rows.</param>
    /// <param name="outputs">[B, outputs] or [B, T, outputs].</param>
    /// <param name="raw">Whether the outputs stay as they are before softmax or sigmoid.</param>
    public bool Predict(PredictionBatch input, int parts, Span<float> outputs, bool raw)
    {
        (_steps, _raw) = (input.Steps, raw);
        _rowOutputs = outputs.Length / input.Rows;
        if (input.Lengths.IsEmpty)
            _shares.Divide(input.Rows, parts);
        else
            _shares.Divide(input.Lengths, parts);
        while (_workspaces.Length < parts)
            _workspaces = [.. _workspaces, model.CreateWorkspace(training: false)];
        fixed (float* features = input.Features, statics = input.Statics, to = outputs)
        fixed (int* tokens = input.Tokens, lengths = input.Lengths)
        {
            _features = features;
            _statics = statics;
            _outputs = to;
            _tokens = tokens;
            _lengths = lengths;
            try
            {
                return RunPhases(input, parts);
            }
            finally
            {
                Active = false;
                foreach (ModelWorkspace workspace in _workspaces)
                    main.LacksRoom |= workspace.LacksRoom;
            }
        }
    }

    /// <summary>Computes all parts with the weights that the main workspace has. Whether weights changed meanwhile.</summary>
    public bool Forward()
    {
        main.RunForward(this, ForwardPhase, _shares.Parts);
        bool outdated = false;
        foreach (ModelWorkspace workspace in _workspaces.AsSpan(0, _shares.Parts))
            outdated |= workspace.Outdated;
        return outdated;
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        if (phase == InputPhase)
            SetInput(part);
        else
            Compute(part);
    }

    private bool RunPhases(PredictionBatch input, int parts)
    {
        try
        {
            main.RunTimed(this, InputPhase, parts); // values are checked in all parts before the first output is written
        }
        catch (ArgumentException)
        {
            return false; // the whole batch in one workspace says which row it is
        }

        main.BeginParts(input.Rows, input.Steps);
        Active = true;
        model.Forward(main);
        return true;
    }

    private void SetInput(int part)
    {
        ModelWorkspace workspace = _workspaces[part];
        int begin = _shares.Begin(part), rows = _shares.Begin(part + 1) - begin;
        workspace.BeginAlone(rows, _steps, _lengths == null ? default : new(_lengths + begin, rows));
        int statics = model.Description.StaticFeatures, row = _steps * model.Description.Features;
        if (statics > 0)
            workspace.SetStatic(new(_statics + begin * statics, rows * statics));
        if (_tokens == null)
            workspace.SetFeatures(new(_features + (nint)begin * row, rows * row));
        else
            workspace.SetTokens(new(_tokens + (nint)begin * _steps, rows * _steps));
    }

    private void Compute(int part)
    {
        ModelWorkspace workspace = _workspaces[part];
        int begin = _shares.Begin(part), rows = _shares.Begin(part + 1) - begin;
        Span<float> outputs = new(_outputs + (nint)begin * _rowOutputs, rows * _rowOutputs);
        workspace.ForwardAlone(main);
        workspace.Heads[0].CopyOutputs(outputs);
        if (!_raw)
            model.ToPredictionInPlace(workspace, 0, outputs);
    }
}
