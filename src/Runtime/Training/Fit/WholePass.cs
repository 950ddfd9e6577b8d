namespace LstmGen.Training;

/// <summary>A piece as one batch.</summary>
internal sealed class WholePass(
    ModelWorkspace workspace, SequencePieces pieces, IRowsPass rows, IParameterUpdate update, LossTotals losses, bool sharesUpdate)
    : IPiecePass, IPieceGradients
{
    private readonly LossTotals _piece = new(workspace.Description);
    private readonly double[] _losses = new double[workspace.Heads.Length];

    /// <inheritdoc/>
    public ReadOnlySpan<double> HeadLosses => _losses;

    /// <inheritdoc/>
    public double Run(long step, bool last)
    {
        pieces.TakeAll();
        workspace.Step = step;
        _piece.Clear();
        Array.Clear(_losses);
        double loss = rows.Run(this);
        pieces.Finish();
        return sharesUpdate ? _piece.Mean : loss;
    }

    void IPieceGradients.Backward(bool last)
    {
        _piece.Add(workspace);
        losses.Add(workspace);
        for (int head = 0; head < _losses.Length; head++)
            _losses[head] += workspace.Heads[head].Loss;
        update.Backward(workspace);
    }
}
