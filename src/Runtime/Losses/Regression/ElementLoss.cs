using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

/// <summary>Runs an element-wise loss over rows, in double precision.</summary>
internal static class ElementLoss
{
    private const int Lanes = 8;

    /// <summary>Losses per row and, unless <paramref name="gradient"/> is empty, the scaled gradient.</summary>
    /// <typeparam name="TLoss">A struct, so that its two functions are compiled into the loop.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // no slow first steps in unoptimised code
    internal static void Run<TLoss>(TLoss loss, ReadOnlySpan<float> outputs, int stride, ReadOnlySpan<float> targets,
        int width, float scale, Span<double> lossPerRow, Span<float> gradient)
        where TLoss : struct, IElementLoss
    {
        int rows = lossPerRow.Length;
        RowCheck.Rows(outputs.Length, rows, stride, width, nameof(outputs));
        RowCheck.Same(targets.Length, (long)rows * width, nameof(targets));
        if (!gradient.IsEmpty)
            RowCheck.Rows(gradient.Length, rows, stride, width, nameof(gradient));

        ref readonly float y = ref MemoryMarshal.GetReference(outputs), t = ref MemoryMarshal.GetReference(targets);
        ref float slope = ref MemoryMarshal.GetReference(gradient);
        int rest = width % Lanes, whole = width - rest;
        Vector256<float> inRow = Vector256.LessThan(Vector256<float>.Indices, Vector256.Create((float)rest));
        for (int row = 0; row < rows; row++)
        {
            nint at = (nint)row * stride, target = (nint)row * width;
            Vector256<double> sum = default;
            for (int i = 0; i < whole; i += Lanes)
            {
                Vector256<float> slopes =
                    Eight(
                        loss, Vector256.LoadUnsafe(in y, (nuint)(at + i)), Vector256.LoadUnsafe(in t, (nuint)(target + i)), scale, ref sum);
                if (!gradient.IsEmpty)
                    slopes.StoreUnsafe(ref slope, (nuint)(at + i));
            }

            if (rest > 0)
            {
                Vector256<float> slopes =
                    Eight(loss, LoadRest(outputs, at + whole, inRow, rest), LoadRest(targets, target + whole, inRow, rest), scale, ref sum);
                if (!gradient.IsEmpty)
                    StoreRest(slopes & inRow, gradient.Slice((int)at + whole, stride - whole));
            }
            else if (whole < stride && !gradient.IsEmpty)
            {
                gradient.Slice((int)at + whole, stride - whole).Clear();
            }

            lossPerRow[row] = Vector256.Sum(sum);
        }
    }

    // The scaled slopes of eight values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Eight<TLoss>(TLoss loss, Vector256<float> y, Vector256<float> t, float scale, ref Vector256<double> sum)
        where TLoss : struct, IElementLoss
    {
        (Vector256<double> yLow, Vector256<double> yHigh) = Vector256.Widen(y);
        (Vector256<double> tLow, Vector256<double> tHigh) = Vector256.Widen(t);
        Vector256<double> low = yLow - tLow, high = yHigh - tHigh;
        sum += loss.Loss(low) + loss.Loss(high);
        return Vector256.Narrow(loss.Slope(low) * scale, loss.Slope(high) * scale);
    }

    // What is left of a row, and 0 behind it: of eight values where there are as many, be they another row's.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadRest(ReadOnlySpan<float> values, nint at, Vector256<float> inRow, int rest) =>
        at + Lanes <= values.Length
            ? Vector256.LoadUnsafe(in MemoryMarshal.GetReference(values), (nuint)at) & inRow
            : LoadFew(values.Slice((int)at, rest));

    private static Vector256<float> LoadFew(ReadOnlySpan<float> values)
    {
        Span<float> eight = stackalloc float[Lanes];
        values.CopyTo(eight);
        return Vector256.Create<float>(eight);
    }

    // The end of a row with its padding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRest(Vector256<float> slopes, Span<float> end)
    {
        if (end.Length == Lanes)
            slopes.CopyTo(end);
        else
            StoreFew(slopes, end);
    }

    private static void StoreFew(Vector256<float> slopes, Span<float> end)
    {
        Span<float> eight = stackalloc float[Lanes];
        slopes.CopyTo(eight);
        int count = Math.Min(Lanes, end.Length);
        eight[..count].CopyTo(end);
        end[count..].Clear();
    }
}
