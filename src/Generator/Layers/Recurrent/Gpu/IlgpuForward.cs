using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the forward kernel of a direction: all steps of a few rows.</summary>
internal static class IlgpuForward
{
    public static void EmitKernel(
        CodeWriter w, RecurrentDirection d, IlgpuTimeLoop loop, IReadOnlyList<CellOperand> operands, IReadOnlyList<RowsAt> buffers)
    {
        RecurrentCell cell = d.Cell;
        w.Summary($"Forward through time, {loop.Rows} row(s) a group; gates holds x_t W_ih^T + b, weights is W_hh as [h][unit][slot].");
        w.Remarks(d.Written(cell.Equations));
        using (w.Open($"private static void {loop.Method("Forward")}(StepLayout time, ArrayView<float> gates, ArrayView<float> "
            + $"weights{IlgpuCellPass.Parameters(buffers)})"))
        {
            loop.EmitRows(w);
            if (loop.Lanes == 4)
                w.Line("ArrayView<Float4> quads = Float4.View(weights);");
            w.Line($"ArrayView<float> hidden = SharedMemory.Allocate<float>({2 * loop.Rows * cell.StateStride}); "
                + "// h before and after a step");
            EmitStart(w, d, loop);
            w.Line("Group.Barrier();");
            using (w.Open("for (int step = 0; step < length0; step++)"))
            {
                w.Line(d.Reverse ? "int t = length0 - 1 - step;" : "int t = step;");
                for (int r = 0; r < loop.Rows; r++)
                    w.Line($"ArrayView<float> before{r} = hidden.SubView((step % 2 * {loop.Rows} + {r}) * {cell.StateStride}), after{r} "
                        + $"= hidden.SubView(((step + 1) % 2 * {loop.Rows} + {r}) * {cell.StateStride});");
                using (w.Open($"for (int unit = Group.IdxX; unit < {cell.Stride}; unit += Group.DimX)"))
                    EmitUnit(w, d, loop, operands);
                w.Line("Group.Barrier();");
            }
        }
    }

    // Before the first step h stands in slot 0, or in slot length_b in reverse.
    private static void EmitStart(CodeWriter w, RecurrentDirection d, IlgpuTimeLoop loop)
    {
        int stride = d.Cell.StateStride;
        using (w.Open($"for (int unit = Group.IdxX; unit < {stride}; unit += Group.DimX)"))
        {
            for (int r = 0; r < loop.Rows; r++)
                w.Line($"hidden[{(r == 0 ? "" : $"{r * stride} + ")}unit] = "
                    + $"{IlgpuCellPass.Parameter(d.Hidden)}[{(d.Reverse ? $"(length{r} * time.Batch + row{r})" : $"row{r}")} * "
                    + $"{stride} + unit]{loop.Masked(r)};");
        }
    }

    private static void EmitUnit(CodeWriter w, RecurrentDirection d, IlgpuTimeLoop loop, IReadOnlyList<CellOperand> operands)
    {
        w.Line(loop.At);
        loop.EmitLoadGates(w);
        EmitProduct(w, d, loop);
        for (int r = 0; r < loop.Rows; r++)
        {
            int row = r;
            IlgpuTimeLoop.WhereAlive(
                w, r,
                () =>
                {
                    w.Line(IlgpuCellPass.Call(d.Layer + "Cell", operands, row.ToString()));
                    loop.EmitStoreGates(w, row);
                    if (d.Spec.RecurrentDropout > 0)
                        w.Line($"after{row}[unit] = after{row}[unit]{loop.Masked(row)}; // what the next step's product reads");
                },
                () => w.Line($"after{row}[unit] = before{row}[unit];"));
        }
    }

    // Written out four times a turn: ILGPU does not unroll, and widths are multiples of 8.
    private static void EmitProduct(CodeWriter w, RecurrentDirection d, IlgpuTimeLoop loop)
    {
        RecurrentCell cell = d.Cell;
        using (w.Open($"for (int k = 0; k < {cell.StateStride}; k += 4)"))
        {
            for (int i = 0; i < 4; i++)
            {
                string k = i == 0 ? "k" : $"k + {i}";
                w.Line(
                    loop.Lanes == 4
                        ? $"Float4 w{i} = quads[({k}) * {cell.Stride} + unit];"
                        : $"float w{i} = weights[({k}) * {cell.Stride} + unit];");
                for (int r = 0; r < loop.Rows; r++)
                {
                    w.Line($"float h{r}{i} = before{r}[{k}];");
                    w.Line(
                        string.Join(
                            " ",
                            Enumerable.Range(0, cell.Slots.Count)
                                .Select(s => $"gate{r}.G{s} += h{r}{i} * w{i}{(loop.Lanes == 4 ? "." + "XYZW"[s] : "")};")));
                }
            }
        }
    }
}
