using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>The factor between a loss function's plain sums and a head's share of the model's loss.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossScale
{
    /// <summary><paramref name="weight"/> / <paramref name="normalizer"/>, or 0 where nothing counts.</summary>
    /// <param name="weight">The head's weight in the model's loss.</param>
    /// <param name="normalizer">What the mean divides by: elements, rows, sequences, or the sum of class weights.</param>
    /// <returns>The scale for the gradient, and for the sum of the losses per row.</returns>
    /// <remarks>
    /// With nothing to average PyTorch divides 0 by 0 and trains on NaN; here such a batch has loss 0 and gradient 0.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="normalizer"/> is negative or not a number.</exception>
    public static float Of(float weight, double normalizer)
    {
        if (!(normalizer >= 0))
            throw new ArgumentOutOfRangeException(nameof(normalizer), normalizer, "The normalizer must be 0 or positive.");
        return normalizer == 0 ? 0f : (float)(weight / normalizer);
    }
}
