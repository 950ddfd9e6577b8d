using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>One product of gate weights with its operands, and its reference in double.</summary>
internal sealed class GemmCase
{
    public readonly GateLayout Layout;
    public readonly Channels First;
    public readonly Channels Second;
    public readonly int[] Slots;
    public readonly int Rows;
    public readonly float[] W1, W2, A1, A2, C, Bias;
    public readonly PackedMatrix B;

    public GemmCase(GateLayout layout, Channels first, Channels second, int rows, int seed = 7)
    {
        (Layout, First, Second, Rows) = (layout, first, second, rows);
        Random random = new(seed);
        Slots = [.. Enumerable.Range(layout.First, layout.Count).Reverse()];
        W1 = Values(random, Slots.Length * layout.Units * first.Count);
        W2 = Values(random, Slots.Length * layout.Units * second.Count);
        // Padding of the inputs holds NaN where it must not be read, zero where the groups require it.
        A1 = Stored(random, rows, first, Stride(first));
        A2 = Stored(random, rows, second, Stride(second));
        C = Values(random, rows * CStride);
        float[] bias = Values(random, Slots.Length * layout.Units);
        Bias = new float[layout.RowLength];
        PackedMatrix.PackBias(Bias, layout, bias, Slots, add: false);
        B = PackedMatrix.ForGates(layout, first.Inner + (second.Count == 0 ? 0 : second.Inner));
        Pack();
    }

    public int CStride => Layout.RowLength + 3;

    public static int Stride(Channels c) => c.Width + 5;

    public void Pack()
    {
        B.PackWeights(0, W1, First, Slots);
        if (Second.Count != 0) B.PackWeights(First.Inner, W2, Second, Slots);
    }

    /// <summary>C after the product; <paramref name="bias"/> false adds to C.</summary>
    public float[] Run(bool bias, int firstRow = 0, int rows = -1)
    {
        if (rows < 0) rows = Rows - firstRow;
        float[] c = (float[])C.Clone();
        PanelGemm.Multiply(B, 0, Layout.Panels, rows, bias ? Bias : [],
            A1.AsSpan(firstRow * Stride(First)), Stride(First), First.Inner,
            A2.AsSpan(firstRow * Stride(Second)), Stride(Second), Second.Count == 0 ? 0 : Second.Inner,
            c.AsSpan(firstRow * CStride), CStride);
        return c;
    }

    public double[] Reference(bool bias)
    {
        double[] c = [.. C.Select(v => (double)v)];
        for (int m = 0; m < Rows; m++)
            for (int u = 0; u < Panel.Pad(Layout.Units); u++)
                for (int g = 0; g < Slots.Length; g++)
                {
                    int at = m * CStride + Layout.Position(u, Slots[g]);
                    double sum = bias ? Bias[Layout.Position(u, Slots[g])] : C[at];
                    if (u < Layout.Units)
                    {
                        int row = g * Layout.Units + u;
                        for (int k = 0; k < First.Count; k++)
                            sum += (double)W1[row * First.Count + k] * A1[m * Stride(First) + First.Position(k)];
                        for (int k = 0; k < Second.Count; k++)
                            sum += (double)W2[row * Second.Count + k] * A2[m * Stride(Second) + Second.Position(k)];
                    }
                    c[at] = sum;
                }
        return c;
    }

    public static float[] Values(Random random, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = random.NextSingle() * 2 - 1;
        return values;
    }

    public static float[] Stored(Random random, int rows, Channels channels, int stride)
    {
        float[] a = new float[rows * stride];
        for (int m = 0; m < rows; m++)
        {
            Span<float> row = a.AsSpan(m * stride, stride);
            row.Fill(float.NaN);
            if (channels.Groups > 1) row[..channels.Width].Clear();
            for (int k = 0; k < channels.Count; k++) row[channels.Position(k)] = random.NextSingle() * 2 - 1;
        }
        return a;
    }

    public static void AssertClose(double[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail($"{what}: element {i} is {actual[i]}, expected {expected[i]}.");
    }
}
