using System.Numerics.Tensors;

namespace LstmGen.Training;

/// <summary>Keeps gradients from exploding: by the norm of the whole block, or value by value.</summary>
public static class GradientClipping
{
    /// <summary>Scales the block so that its norm is at most <paramref name="maxNorm"/>; returns the norm before.</summary>
    /// <remarks>
    /// g = g * min(1, maxNorm / (norm + 1e-6)), as <c>torch.nn.utils.clip_grad_norm_</c>. Source: Pascanu, Mikolov and
    /// Bengio 2013, "On the difficulty of training recurrent neural networks". If the norm is NaN or infinite the block is
    /// left as it is: test the returned norm, and find the place with <see cref="NonFinite.FirstIndex"/>.
    /// </remarks>
    /// <param name="gradients">[n], scaled in place.</param>
    /// <param name="maxNorm">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not above 0.</exception>
    public static float ByNorm(Span<float> gradients, double maxNorm)
    {
        float norm = SharedBlock.Norm(gradients), coefficient = Coefficient(norm, maxNorm);
        if (coefficient != 1)
            SharedBlock.Scale(gradients, coefficient);
        return norm;
    }

    /// <summary>The factor of <see cref="ByNorm"/> for a norm that is already known; 1 for a norm that is not finite.</summary>
    /// <param name="norm">The norm, from <see cref="GradientNorm.Combine"/> or <see cref="GradientNorm.Of"/>.</param>
    /// <param name="maxNorm">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not above 0.</exception>
    public static float Coefficient(float norm, double maxNorm)
    {
        if (!(maxNorm > 0))
            throw new ArgumentOutOfRangeException(
                nameof(maxNorm), maxNorm, "maxNorm must be above 0; 1 to 5 is usual for recurrent networks.");
        return float.IsFinite(norm) ? MathF.Min(1, (float)maxNorm / (norm + 1e-6f)) : 1;
    }

    /// <summary>Multiplies by a coefficient; for workers on disjoint parts. A coefficient of 1 touches nothing.</summary>
    /// <param name="gradients">A part of the block, scaled in place.</param>
    /// <param name="coefficient">From <see cref="Coefficient"/>.</param>
    public static void Scale(Span<float> gradients, float coefficient)
    {
        if (coefficient != 1)
            TensorPrimitives.Multiply(gradients, coefficient, gradients);
    }

    /// <summary>Limits every value to [-maxValue, maxValue], as <c>torch.nn.utils.clip_grad_value_</c>. NaN stays NaN.</summary>
    /// <param name="gradients">[n], changed in place.</param>
    /// <param name="maxValue">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is not above 0.</exception>
    public static void ByValue(Span<float> gradients, double maxValue)
    {
        if (!(maxValue > 0))
            throw new ArgumentOutOfRangeException(nameof(maxValue), maxValue, "maxValue must be above 0.");
        TensorPrimitives.Clamp(gradients, (float)-maxValue, (float)maxValue, gradients);
    }
}
