namespace LstmGen.Training;

/// <summary>What takes the losses and gradients of rows that are computed.</summary>
internal interface IPieceGradients
{
    /// <summary>Takes the losses of the batch in the workspace, and computes its gradients.</summary>
    /// <param name="last">Whether no further segment of the same rows follows.</param>
    void Backward(bool last);
}
