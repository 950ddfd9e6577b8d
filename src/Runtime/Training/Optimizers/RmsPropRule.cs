using System.Runtime.CompilerServices;

namespace LstmGen.Training;

/// <summary>The update of <see cref="RmsProp"/>; state0 is square_avg, state1 momentum_buffer, state2 grad_avg.</summary>
internal record struct RmsPropRule : IUpdateRule
{
    /// <summary>alpha and 1 - alpha.</summary>
    public float Keep, Take;

    /// <summary>Learning rate, epsilon, momentum, L2 coefficient.</summary>
    public float Rate, Epsilon, Momentum, Decay;

    /// <summary>1 where the mean gradient is taken out of the variance, else 0 (a GPU kernel takes no bool).</summary>
    public int Centered;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<T>(ref T w, T g, ref T state0, ref T state1, ref T state2)
        where T : struct, IArithmetic<T>
    {
        g += T.Create(Decay) * w;
        state0 = T.Create(Keep) * state0 + T.Create(Take) * g * g;
        T variance = state0;
        if (Centered != 0)
        {
            state2 = T.Create(Keep) * state2 + T.Create(Take) * g;
            variance = T.Max(variance - state2 * state2, T.Create(0f));      // rounding can take it below 0
        }

        T denominator = T.Sqrt(variance) + T.Create(Epsilon);
        if (Momentum > 0)
        {
            state1 = T.Create(Momentum) * state1 + g / denominator;
            w -= T.Create(Rate) * state1;
        }
        else
        {
            w -= T.Create(Rate) * g / denominator;
        }
    }
}
