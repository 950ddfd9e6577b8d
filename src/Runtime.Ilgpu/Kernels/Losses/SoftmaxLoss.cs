using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Softmax cross-entropy of a row whose exponentials are at hand: what kernels of narrow and of wide rows share.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct SoftmaxLoss
{
    /// <summary>Class of each row.</summary>
    public ArrayView<int> Targets;

    /// <summary>Weight of each class, [K]; empty for 1 throughout.</summary>
    public ArrayView<float> Weights;

    /// <summary>K.</summary>
    public int Classes;

    /// <summary>Sum of the weights.</summary>
    public float TotalWeight;

    /// <summary>Share of the target's probability spread over all classes.</summary>
    public float Smoothing;

    /// <summary>The target that marks a row as not counting.</summary>
    public int IgnoreIndex;

    /// <summary>Factor of the gradient.</summary>
    public float Scale;

    /// <summary>Weight of a class.</summary>
    public readonly float Weight(int c) => Weights.Length > 0 ? Weights[c] : 1f;

    /// <summary>The loss of a row.</summary>
    /// <param name="target">Its class.</param>
    /// <param name="own">x_target - max x.</param>
    /// <param name="logSum">log sum_c exp(x_c - max x).</param>
    /// <param name="smoothed">sum_c w_c (x_c - max x).</param>
    public readonly float Of(int target, float own, float logSum, float smoothed) =>
        Hard(target) * (logSum - own) + (Smoothing > 0f ? Smoothing / Classes * (TotalWeight * logSum - smoothed) : 0f);

    /// <summary>The gradient with respect to x_c, scaled.</summary>
    /// <param name="c">A class.</param>
    /// <param name="target">The row's.</param>
    /// <param name="e">exp(x_c - max x).</param>
    /// <param name="sum">Sum of the exponentials.</param>
    /// <param name="others">Sum of those of the other classes than the row's.</param>
    public readonly float Slope(int c, int target, float e, float sum, float others)
    {
        float hard = Hard(target), soft = Smoothing / Classes;
        // The target's own entry from the others: p - 1 would cancel for a class that is nearly certain.
        if (c == target && soft == 0f)
            return -Scale * hard * others / sum;
        return Scale * ((hard + soft * TotalWeight) * e / sum - soft * Weight(c) - (c == target ? hard : 0f));
    }

    private readonly float Hard(int target) => (1f - Smoothing) * Weight(target);
}
