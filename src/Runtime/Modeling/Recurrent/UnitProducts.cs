using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Gradients of weights that scale each unit on its own: peepholes and gains.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UnitProducts
{
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
        for (int panel = panelBegin; panel < panelEnd; panel++)
        {
            int unit = panel * Panel.Units, count = Math.Min(Panel.Units, gradient.Length - unit);
            int atA = aLayout.Position(unit, aLayout.First), atB = bLayout.Position(unit, bLayout.First);
            F32x8 sum = F32x8.Zero;
            for (int pair = 0; pair < pairs.Count; pair++)
            {
                ReadOnlySpan<float> left = a.Slice(pair * aStride + atA, Panel.Units), right = b.Slice(pair * bStride + atB, Panel.Units);
                sum = F32x8.MultiplyAdd(F32x8.Load(in left[0], 0), F32x8.Load(in right[0], 0), sum);
            }

            F32x8.Store(sum, ref sums[0], 0);
            Elementwise.AddInPlace(gradient.Slice(unit, count), sums[..count]);
        }
    }
}
