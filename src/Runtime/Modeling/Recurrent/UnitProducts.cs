using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Gradients of weights that scale each unit on its own: peepholes and gains.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UnitProducts
{
    private const int Chunk = 64; // pairs that are looked up at once

    /// <summary>
    /// gradient[u] += sum over pairs of a[u] * b[u], in the order of the pairs, for units of panels
    /// [<paramref name="panelBegin"/>, <paramref name="panelEnd"/>).
    /// </summary>
    /// <param name="gradient">[units].</param>
    /// <param name="a">Rows that hold a in the first slot of <paramref name="aLayout"/>'s window.</param>
    /// <param name="aStride">Values from one row of a to the next.</param>
    /// <param name="aLayout">Layout of a row of a.</param>
    /// <param name="b">Rows that hold b.</param>
    /// <param name="bStride">Values from one row of b to the next.</param>
    /// <param name="bLayout">Layout of a row of b.</param>
    /// <param name="pairs">The rows of each.</param>
    /// <param name="panelBegin">First panel of units.</param>
    /// <param name="panelEnd">Panel after the last.</param>
    public static void Accumulate(
        Span<float> gradient, ReadOnlySpan<float> a, int aStride, GateLayout aLayout, ReadOnlySpan<float> b, int bStride,
        GateLayout bLayout, ValidPairs pairs, int panelBegin, int panelEnd)
    {
        Span<float> sums = stackalloc float[Panel.Units];
        Span<ValidPairs.Stretch> stretches = stackalloc ValidPairs.Stretch[Chunk];
        for (int panel = panelBegin; panel < panelEnd; panel++)
        {
            int unit = panel * Panel.Units, count = Math.Min(Panel.Units, gradient.Length - unit);
            int atA = aLayout.Position(unit, aLayout.First), atB = bLayout.Position(unit, bLayout.First);
            F32x8 sum = F32x8.Zero;
            ValidPairs.Cursor cursor = default;
            while (pairs.Next(ref cursor, Chunk, stretches) is > 0 and int found)
            {
                foreach (ValidPairs.Stretch stretch in stretches[..found])
                    sum = Add(sum, a[atA..], aStride, b[atB..], bStride, stretch);
            }

            F32x8.Store(sum, ref sums[0], 0);
            Elementwise.AddInPlace(gradient.Slice(unit, count), sums[..count]);
        }
    }

    private static F32x8 Add(
        F32x8 sum, ReadOnlySpan<float> a, int aStride, ReadOnlySpan<float> b, int bStride, ValidPairs.Stretch stretch)
    {
        for (int pair = stretch.First; pair < stretch.End; pair++)
        {
            ReadOnlySpan<float> left = a.Slice(pair * aStride, Panel.Units), right = b.Slice(pair * bStride, Panel.Units);
            sum = F32x8.MultiplyAdd(F32x8.Load(in left[0], 0), F32x8.Load(in right[0], 0), sum);
        }

        return sum;
    }
}
