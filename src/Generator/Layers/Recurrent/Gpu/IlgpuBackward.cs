using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the backward kernel of a direction: all steps of a few rows, last to first.</summary>
internal static class IlgpuBackward
{
    public static void EmitKernel(
        CodeWriter w, RecurrentDirection d, IlgpuTimeLoop loop, IReadOnlyList<CellOperand> operands, IReadOnlyList<RowsAt> buffers)
    {
        RecurrentCell cell = d.Cell;
        w.Summary($"Back through time, {loop.Rows} row(s) a group: gradients of the pre-activations take the gates' place; weights "
            + "is W_hh as [unit][h][slot].");
        w.Remarks(d.Written([.. cell.Derivatives, "dh_{t-1} += da_t W_hh"]));
        using (w.Open($"private static void {loop.Method("Backward")}(StepLayout time, ArrayView<float> gates, ArrayView<float> "
            + $"weights{IlgpuCellPass.Parameters(buffers)})"))
        {
            loop.EmitRows(w);
            if (loop.Lanes == 4)
                w.Line("ArrayView<Float4> quads = Float4.View(weights);");
            w.Line("ArrayView<float> slopes = "
                + $"SharedMemory.Allocate<float>({loop.Rows * cell.Stride * cell.Slots.Count}); // da_t as [unit][slot]");
            using (w.Open("for (int step = 0; step < length0; step++)"))
            {
                w.Line(d.Reverse ? "int t = step;" : "int t = length0 - 1 - step;");
                using (w.Open($"for (int unit = Group.IdxX; unit < {cell.Stride}; unit += Group.DimX)"))
                    EmitUnit(w, d, loop, operands);
                w.Line("Group.Barrier();");
                using (w.Open($"for (int unit = Group.IdxX; unit < {cell.StateStride}; unit += Group.DimX)"))
                    EmitProduct(w, d, loop);
                w.Line("Group.Barrier();");
            }
        }
    }

    private static void EmitUnit(CodeWriter w, RecurrentDirection d, IlgpuTimeLoop loop, IReadOnlyList<CellOperand> operands)
    {
        int slots = d.Cell.Slots.Count, stride = d.Cell.Stride * slots;
        w.Line(loop.At);
        loop.EmitLoadGates(w);
        for (int r = 0; r < loop.Rows; r++)
        {
            int row = r;
            IlgpuTimeLoop.WhereAlive(w, r, () =>
            {
                w.Line(IlgpuCellPass.Call(d.Layer + "CellBackward", operands, row.ToString()));
                loop.EmitStoreGates(w, row);
            });
            w.Line(
                string.Join(
                    " ",
                    Enumerable.Range(0, slots)
                        .Select(
                            s =>
                                $"slopes[{(row == 0 ? "" : $"{row * stride} + ")}unit * "
                                    + $"{slots}{(s == 0 ? "" : $" + {s}")}] = gate{row}.G{s};")));
        }
    }

    // A thread carries the gradient of one unit of h on: the sum over all gates.
    private static void EmitProduct(CodeWriter w, RecurrentDirection d, IlgpuTimeLoop loop)
    {
        RecurrentCell cell = d.Cell;
        int slots = cell.Slots.Count, stride = cell.Stride * slots;
        string carry = IlgpuCellPass.Parameter(d.HiddenGradient);
        bool share = new HiddenGradient(d).HasDirectShare, drops = d.Spec.RecurrentDropout > 0;
        for (int r = 0; r < loop.Rows; r++)
            w.Line($"float sum{r} = {(share && !drops ? $"{carry}[row{r} * {cell.StateStride} + unit]" : "0f")};");
        using (w.Open($"for (int j = 0; j < {cell.Stride}; j += 4)"))
        {
            for (int i = 0; i < 4; i++)
            {
                string j = i == 0 ? "j" : $"(j + {i})";
                w.Line(
                    loop.Lanes == 4
                        ? $"Float4 w{i} = quads[{j} * {cell.StateStride} + unit];"
                        : $"float w{i} = weights[{j} * {cell.StateStride} + unit];");
                for (int r = 0; r < loop.Rows; r++)
                    w.Line(
                        string.Join(
                            " ",
                            Enumerable.Range(0, slots)
                                .Select(
                                    s =>
                                        $"sum{r} += slopes[{(r == 0 ? "" : $"{r * stride} + ")}{j} * {slots}{(s == 0 ? "" : $" + {s}")}] "
                                            + $"* w{i}{(loop.Lanes == 4 ? "." + "XYZW"[s] : "")};")));
            }
        }

        for (int r = 0; r < loop.Rows; r++)
        {
            int row = r;
            IlgpuTimeLoop.WhereAlive(
                w, r,
                () => w.Line($"{carry}[row{row} * {cell.StateStride} + unit] {(share && drops ? "+=" : "=")} sum{row}{loop.Masked(row)};"));
        }
    }
}
