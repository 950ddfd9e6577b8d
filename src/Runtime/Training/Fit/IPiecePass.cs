namespace LstmGen.Training;

/// <summary>The forward and backward pass of a piece of a batch.</summary>
internal interface IPiecePass
{
    /// <summary>Loss of each head of the piece that was computed last, [heads], before its weight.</summary>
    ReadOnlySpan<double> HeadLosses { get; }

    /// <summary>Computes the next piece and adds its gradient and losses to those of the update and the epoch.</summary>
    /// <param name="step">Decides its dropout masks.</param>
    /// <param name="last">Whether an update follows.</param>
    /// <returns>Mean loss of the piece.</returns>
    double Run(long step, bool last);
}
