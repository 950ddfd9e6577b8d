using System.Numerics;
using System.Runtime.CompilerServices;

namespace LstmGen.Training;

/// <summary>The update of <see cref="RmsProp"/>; state0 is square_avg, state1 momentum_buffer, state2 grad_avg.</summary>
internal record struct RmsPropRule : IUpdateRule
{
    /// <summary>alpha and 1 - alpha.</summary>
    public float Keep, Take;

    /// <summary>Learning rate, epsilon, momentum, L2 coefficient.</summary>
    public float Rate, Epsilon, Momentum, Decay;

    /// <summary>Whether the mean gradient is taken out of the variance.</summary>
    public bool Centered;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply(
        ref Vector<float> w, Vector<float> g, ref Vector<float> state0, ref Vector<float> state1, ref Vector<float> state2)
    {
        g += Decay * w;
        state0 = Keep * state0 + Take * g * g;
        var variance = state0;
        if (Centered)
        {
            state2 = Keep * state2 + Take * g;
            variance = Vector.Max(variance - state2 * state2, Vector<float>.Zero);      // rounding can take it below 0
        }

        var denominator = Vector.SquareRoot(variance) + new Vector<float>(Epsilon);
        if (Momentum > 0)
        {
            state1 = Momentum * state1 + g / denominator;
            w -= Rate * state1;
        }
        else
        {
            w -= Rate * g / denominator;
        }
    }
}
