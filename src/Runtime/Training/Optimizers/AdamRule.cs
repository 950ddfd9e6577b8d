using System.Runtime.CompilerServices;

namespace LstmGen.Training;

/// <summary>The update shared by <see cref="Adam"/> (Decay) and <see cref="AdamW"/> (Shrink), with one step's scalars.</summary>
internal record struct AdamRule : IUpdateRule
{
    /// <summary>beta1, 1 - beta1, beta2, 1 - beta2.</summary>
    public float Keep1, Take1, Keep2, Take2;

    /// <summary>lr / (1 - beta1^t), sqrt(1 - beta2^t), epsilon.</summary>
    public float StepSize, Correction2Root, Epsilon;

    /// <summary>L2 coefficient (0 for AdamW); factor on the parameter, 1 - lr weight_decay (1 for Adam).</summary>
    public float Decay, Shrink;

    /// <summary>The scalars of step <paramref name="step"/>, computed in double as PyTorch does, without weight decay.</summary>
    public static AdamRule At(long step, double learningRate, double beta1, double beta2, double epsilon) => new()
    {
        Keep1 = (float)beta1,
        Take1 = (float)(1 - beta1),
        Keep2 = (float)beta2,
        Take2 = (float)(1 - beta2),
        StepSize = (float)(learningRate / (1 - Math.Pow(beta1, step))),
        Correction2Root = (float)Math.Sqrt(1 - Math.Pow(beta2, step)),
        Epsilon = (float)epsilon,
        Decay = 0,
        Shrink = 1,
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply<T>(ref T w, T g, ref T state0, ref T state1, ref T state2)
        where T : struct, IArithmetic<T>
    {
        w *= T.Create(Shrink);
        g += T.Create(Decay) * w;
        state0 = T.Create(Keep1) * state0 + T.Create(Take1) * g;                        // m: exp_avg
        state1 = T.Create(Keep2) * state1 + T.Create(Take2) * g * g;                    // v: exp_avg_sq
        T denominator = T.Sqrt(state1) / T.Create(Correction2Root) + T.Create(Epsilon);
        w -= T.Create(StepSize) * state0 / denominator;
    }
}
