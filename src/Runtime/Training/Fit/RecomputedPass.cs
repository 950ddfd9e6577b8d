namespace LstmGen.Training;

/// <summary>
/// Segments of some steps, of which only the states at their starts are kept: the backward pass goes over them from the last to the first,
/// computes each once more and hands the gradient of its first state to the one before (Chen et al. 2016, arXiv:1604.06174; for recurrent
/// networks Gruslys et al. 2016, arXiv:1606.03401). Allocates nothing once its buffers are large enough.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="workspace">Holds a segment at a time.</param>
/// <param name="pieces">Says which rows.</param>
/// <param name="steps">Steps of a segment.</param>
internal sealed class RecomputedPass(IRecurrentModel model, ModelWorkspace workspace, SequencePieces pieces, int steps) : IRowsPass
{
    private readonly List<ModelState> _starts = []; // of each segment, with the rows that have steps there
    private ModelState? _states, _gradients;        // of all rows: where they stand, and the gradient of that
    private ModelState? _segmentStart, _segmentEnd; // the same of the segment at hand
    private int[] _sequences = [], _rows = [];
    private int _alive;                             // rows of the segment at hand

    /// <inheritdoc/>
    public double Run(IPieceGradients gradients)
    {
        BatchPart whole = workspace.Part;
        int count = pieces.Taken.Length, all = pieces.TakenSteps, segments = (int)(((long)all + steps - 1) / steps);
        if (_sequences.Length < count)
            (_sequences, _rows) = (new int[count], new int[count]);
        double loss = 0;
        try
        {
            Forward(whole, segments, count);
            pieces.Keep(_states);
            SetRows(ref _gradients, count);
            for (int segment = segments - 1; segment >= 0; segment--)
            {
                bool last = segment == segments - 1;
                if (!last)
                {
                    Load(whole, segment, segments, targets: true);
                    workspace.InitialState = _starts[segment];
                    model.Forward(workspace);
                }

                loss = model.Loss(workspace);
                Backward(gradients, segment, last);
            }
        }
        finally
        {
            (workspace.InitialState, workspace.FinalStateGradient, workspace.InitialStateGradient) = (null, null, null);
            workspace.Part = whole;
        }

        return loss;
    }

    // The last segment stays in the workspace.
    private void Forward(BatchPart whole, int segments, int count)
    {
        ModelState? first = pieces.FirstState();
        SetRows(ref _states, count);
        if (first is not null)
            _states!.CopyStates(first);
        for (int segment = 0; segment < segments; segment++)
        {
            Load(whole, segment, segments, targets: segment == segments - 1);
            ModelState start = Start(segment);
            StateRows.Gather(_states!, Rows, start);
            workspace.InitialState = start;
            model.Forward(workspace);
            SetRows(ref _segmentEnd, _alive);
            workspace.CopyFinalState(_segmentEnd!);
            StateRows.Scatter(_segmentEnd!, Rows, _states!);
        }
    }

    // The gradient of rows that end in this segment starts as zero; that of the others is the one of the next segment's first state.
    private void Backward(IPieceGradients gradients, int segment, bool last)
    {
        SetRows(ref _segmentEnd, _alive);
        StateRows.Gather(_gradients!, Rows, _segmentEnd!);
        workspace.FinalStateGradient = last ? null : _segmentEnd;
        SetRows(ref _segmentStart, _alive);
        workspace.InitialStateGradient = segment == 0 ? null : _segmentStart;
        gradients.Backward(last: segment == 0);
        if (segment > 0)
            StateRows.Scatter(_segmentStart!, Rows, _gradients!);
    }

    private ReadOnlySpan<int> Rows => _rows.AsSpan(0, _alive);

    // The first segment has what is left, so that the last one, which is computed once only, is as long as may be.
    private void Load(BatchPart whole, int segment, int segments, bool targets)
    {
        int all = pieces.TakenSteps, end = all - ((segments - 1 - segment) * steps), first = Math.Max(0, end - steps);
        int firstInSet = pieces.NextStep + first;
        ReadOnlySpan<int> taken = pieces.Taken;
        _alive = 0;
        for (int row = 0; row < taken.Length; row++)
        {
            if (pieces.Set.Length(taken[row]) <= firstInSet)
                continue;
            _rows[_alive] = row;
            _sequences[_alive++] = taken[row];
        }

        workspace.Part = new(whole.FirstRow, 0, 0)
        {
            Rows = _rows, FirstStep = first, WholeSteps = Math.Max(all, whole.Steps),
        };
        workspace.LoadBatch(pieces.Set, _sequences.AsSpan(0, _alive), firstInSet, end - first, targets);
        if (targets)
            workspace.LeaveOpen((long)pieces.NextStep + end);
    }

    private ModelState Start(int segment)
    {
        if (_starts.Count == segment)
            _starts.Add(new ModelState(workspace.Description.States, _alive));
        ModelState start = _starts[segment];
        SetRows(ref start!, _alive);
        return start;
    }

    // Zero for so many rows.
    private void SetRows(ref ModelState? state, int rows)
    {
        state ??= new ModelState(workspace.Description.States, rows);
        state.Resize(rows);
    }
}
