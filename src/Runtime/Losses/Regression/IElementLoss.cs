using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>A loss of one output and its target that depends on their difference alone, for four of them at once.</summary>
internal interface IElementLoss
{
    /// <summary>The loss at <paramref name="difference"/> = output - target; 0 at 0.</summary>
    Vector256<double> Loss(Vector256<double> difference);

    /// <summary>The derivative of <see cref="Loss"/> by the output.</summary>
    Vector256<double> Slope(Vector256<double> difference);
}
