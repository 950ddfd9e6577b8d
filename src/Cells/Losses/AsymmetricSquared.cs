namespace LstmGen.Cells;

/// <summary>
/// Squared error that weighs outputs below the target otherwise than those above (expectiles; Newey and Powell 1987, "Asymmetric least
/// squares").
/// </summary>
[Loss]
public static class AsymmetricSquared
{
    /// <summary>The loss of one output.</summary>
    /// <param name="output">y.</param>
    /// <param name="target">t.</param>
    /// <param name="below">Weight of outputs below the target, in (0, 1); those above have 1 - below.</param>
    public static float Of(float output, float target, float below = 0.5f) =>
        (output < target ? below : 1 - below) * Square(output - target);
}
