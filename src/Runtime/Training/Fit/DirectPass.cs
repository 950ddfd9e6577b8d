namespace LstmGen.Training;

/// <summary>All steps at once.</summary>
internal sealed class DirectPass(IRecurrentModel model, ModelWorkspace workspace, SequencePieces pieces) : IRowsPass
{
    /// <inheritdoc/>
    public double Run(IPieceGradients gradients)
    {
        pieces.Load();
        model.Forward(workspace);
        double loss = model.Loss(workspace);
        gradients.Backward(last: true);
        pieces.Keep();
        return loss;
    }
}
