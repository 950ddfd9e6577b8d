using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// What the kernels over time share: a group owns a few rows of the batch for all steps, a thread one unit or several of each,
/// and rows are independent, so that no group waits for another.
/// </summary>
internal sealed class IlgpuTimeLoop(RecurrentDirection d, int rows)
{
    /// <summary>Rows of a group.</summary>
    public int Rows => rows;

    /// <summary>The mask of h on its way into the product, where there is dropout.</summary>
    public static CellOperand Mask(RecurrentDirection d) => new("mask", new RowsAt("", RecurrentDropout.Mask(d)), d.Cell.StateStride);

    /// <summary>
    /// The factor by which h of row <paramref name="r"/> goes into the product, with the operator before it; empty for 1.
    /// </summary>
    public string Masked(int r) =>
        d.Spec.RecurrentDropout > 0 ? $" * {IlgpuCellPass.Parameter(RecurrentDropout.Mask(d))}[row{r} * {d.Cell.StateStride} + unit]" : "";

    /// <summary>Slots that are multiplied at once: one, or four side by side.</summary>
    public int Lanes => d.Cell.Slots.Count == 1 ? 1 : 4;

    /// <summary>A kernel's name.</summary>
    public string Method(string pass) => $"{d.Name}{pass}Rows{rows}";

    /// <summary>Statements that define row, length and rows' steps.</summary>
    public void EmitRows(CodeWriter w)
    {
        w.Line($"int row0 = Grid.IdxX * {rows}, length0 = time.Lengths[row0];");
        for (int r = 1; r < rows; r++)
            w.Line($"int row{r} = row0 + {r} < time.Batch ? row0 + {r} : row0, length{r} = row0 + {r} < time.Batch "
                + $"? time.Lengths[row{r}] : 0;");
    }

    /// <summary>Statements that load the gates of the unit at hand.</summary>
    public void EmitLoadGates(CodeWriter w)
    {
        for (int r = 0; r < rows; r++)
        {
            w.Line($"int from{r} = (t * time.Batch + row{r}) * {d.Cell.GateStride} + at;\nGateRegisters gate{r} = default;");
            w.Line(string.Join(" ", Enumerable.Range(0, d.Cell.Slots.Count).Select(s => $"gate{r}.G{s} = gates[{Gate(r, s)}];")));
        }
    }

    /// <summary>Statements that store the gates of row <paramref name="r"/>.</summary>
    public void EmitStoreGates(CodeWriter w, int r) =>
        w.Line(string.Join(" ", Enumerable.Range(0, d.Cell.Slots.Count).Select(s => $"gates[{Gate(r, s)}] = gate{r}.G{s};")));

    /// <summary>Where the unit's gates stand in their row.</summary>
    public string At => $"int at = {d.Cell.UnitSlots.First};";

    /// <summary>
    /// Runs <paramref name="body"/> where row <paramref name="r"/> has step t; the first row has every step of its group.
    /// </summary>
    public static void WhereAlive(CodeWriter w, int r, Action body, Action? otherwise = null)
    {
        if (r == 0)
        {
            body();
            return;
        }

        using (w.Open($"if (t < length{r})"))
            body();
        if (otherwise is null)
            return;
        using (w.Open("else"))
            otherwise();
    }

    private static string Gate(int r, int slot) => slot == 0 ? $"from{r}" : $"from{r} + {slot * 8}";
}
