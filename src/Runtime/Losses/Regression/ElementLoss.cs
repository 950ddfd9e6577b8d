using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Losses;

/// <summary>A loss of one output and its target that depends on their difference alone, for four of them at once.</summary>
internal interface IElementLoss
{
    /// <summary>The loss at <paramref name="difference"/> = output - target; 0 at 0.</summary>
    Vector256<double> Loss(Vector256<double> difference);

    /// <summary>The derivative of <see cref="Loss"/> by the output.</summary>
    Vector256<double> Slope(Vector256<double> difference);
}

/// <summary>Runs an element-wise loss over rows, in double precision.</summary>
internal static class ElementLoss
{
    private const int Lanes = 8;

    /// <summary>Losses per row and, unless <paramref name="gradient"/> is empty, the scaled gradient.</summary>
    /// <typeparam name="TLoss">A struct, so that its two functions are compiled into the loop.</typeparam>
    internal static void Run<TLoss>(TLoss loss, ReadOnlySpan<float> outputs, int stride, ReadOnlySpan<float> targets,
        int width, float scale, Span<double> lossPerRow, Span<float> gradient)
        where TLoss : struct, IElementLoss
    {
        int rows = lossPerRow.Length;
        RowCheck.Rows(outputs.Length, rows, stride, width, nameof(outputs));
        RowCheck.Same(targets.Length, (long)rows * width, nameof(targets));
        if (!gradient.IsEmpty)
            RowCheck.Rows(gradient.Length, rows, stride, width, nameof(gradient));

        int whole = width - width % Lanes;
        Span<float> yEnd = stackalloc float[Lanes], tEnd = stackalloc float[Lanes]; // what is left of a row; 0 behind it
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> y = outputs.Slice(row * stride, width), t = targets.Slice(row * width, width);
            Span<float> slope = gradient.IsEmpty ? default : gradient.Slice(row * stride, stride);
            Vector256<double> sum = default;
            for (int i = 0; i < whole; i += Lanes)
                Eight(loss, in y[i], in t[i], scale, ref sum, ref slope.IsEmpty ? ref Unsafe.NullRef<float>() : ref slope[i]);

            if (whole < width)
            {
                y[whole..].CopyTo(yEnd);
                t[whole..].CopyTo(tEnd);
                Eight(loss, in yEnd[0], in tEnd[0], scale, ref sum, ref yEnd[0]);
            }

            lossPerRow[row] = Vector256.Sum(sum);
            if (whole < stride && !slope.IsEmpty)
            {
                yEnd[..(width - whole)].CopyTo(slope[whole..]);
                slope[width..].Clear();
            }
        }
    }

    // Eight values from y and t on; slope takes the eight gradients, or is the null reference.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight<TLoss>(TLoss loss, ref readonly float y, ref readonly float t, float scale, ref Vector256<double> sum, ref float slope)
        where TLoss : struct, IElementLoss
    {
        (Vector256<double> yLow, Vector256<double> yHigh) = Vector256.Widen(Vector256.LoadUnsafe(in y));
        (Vector256<double> tLow, Vector256<double> tHigh) = Vector256.Widen(Vector256.LoadUnsafe(in t));
        Vector256<double> low = yLow - tLow, high = yHigh - tHigh;
        sum += loss.Loss(low) + loss.Loss(high);
        if (!Unsafe.IsNullRef(ref slope))
            Vector256.Narrow(loss.Slope(low) * scale, loss.Slope(high) * scale).StoreUnsafe(ref slope);
    }
}
