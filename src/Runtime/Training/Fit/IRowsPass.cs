namespace LstmGen.Training;

/// <summary>How the rows that <see cref="SequencePieces"/> took are computed: at once, or in segments of their steps.</summary>
internal interface IRowsPass
{
    /// <summary>Computes outputs and losses, has the gradients computed, and keeps the state in which the rows ended.</summary>
    /// <returns>The model's loss of the batch that was computed last.</returns>
    double Run(IPieceGradients gradients);
}
