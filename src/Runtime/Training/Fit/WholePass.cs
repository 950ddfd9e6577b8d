namespace LstmGen.Training;

/// <summary>A piece as one batch.</summary>
internal sealed class WholePass(
    IRecurrentModel model, ModelWorkspace workspace, SequencePieces pieces, IParameterUpdate update, LossTotals losses,
    bool sharesUpdate) : IPiecePass
{
    private readonly double[] _losses = new double[workspace.Heads.Length];

    /// <inheritdoc/>
    public ReadOnlySpan<double> HeadLosses => _losses;

    /// <inheritdoc/>
    public double Run(long step, bool last)
    {
        pieces.Load();
        workspace.Step = step;
        model.Forward(workspace);
        double loss = model.Loss(workspace);
        if (sharesUpdate)
            loss = losses.MeanOf(workspace);
        update.Backward(workspace);
        losses.Add(workspace);
        pieces.Keep();
        pieces.Finish();
        for (int head = 0; head < _losses.Length; head++)
            _losses[head] = workspace.Heads[head].Loss;
        return loss;
    }
}
