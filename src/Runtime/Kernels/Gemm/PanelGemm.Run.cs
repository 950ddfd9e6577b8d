namespace LstmGen.Kernels;

public static partial class PanelGemm
{
    private static void Run(
        PackedMatrix b, int panelBegin, int panelEnd, int rows, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> a1, int a1Stride, int inner1, ReadOnlySpan<float> a2, int a2Stride, int inner2, Span<float> c, int cStride)
    {
        TilePlan plan = b.Plan;
        GateLayout columns = b.Columns;
        int tile = plan.GroupTile[panelBegin / plan.PanelsPerGroup];
        int end = plan.GroupTile[(panelEnd + plan.PanelsPerGroup - 1) / plan.PanelsPerGroup];
        ReadOnlySpan<float> values = b.Values;
        for (; tile < end; tile++)
        {
            int start = plan.TileStart[tile], row = (plan.TileStart[tile + 1] - start) * 8;
            for (int j = 0; j < row; j++)
            {
                int piece = start + j / 8;
                int at = piece / columns.Count * columns.PanelLength + (columns.First + piece % columns.Count) * 8 + j % 8;
                for (int m = 0; m < rows; m++)
                {
                    float sum = bias.IsEmpty ? c[m * cStride + at] : bias[at];
                    for (int k = 0; k < b.Inner; k++)
                    {
                        float a = k >= inner1 ? a2[m * a2Stride + k - inner1] : a1[m * a1Stride + InnerPosition(b.InnerRow, k)];
                        sum = MathF.FusedMultiplyAdd(a, values[start * 8 * b.Inner + k * row + j], sum);
                    }
                    c[m * cStride + at] = sum;
                }
            }
        }
    }

    private static int InnerPosition(GateLayout row, int k)
        => row.Units == 0 ? k : k / row.WindowLength * row.PanelLength + row.First * 8 + k % row.WindowLength;
}
