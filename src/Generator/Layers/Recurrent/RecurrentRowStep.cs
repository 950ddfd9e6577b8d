using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// Writes a stream's step of one row. Such a step is short enough to be bound by what stands around the product and the cell's equations, so
/// that it goes without the loop over time; h and c change in place, because the product has read h when the cell writes it.
/// </summary>
internal static class RecurrentRowStep
{
    /// <summary>
    /// Whether a layer has such a step: a step is one pass over the units of one direction, too narrow for threads to share, and h is not
    /// mixed with the one before. Dropout does not act in a stream.
    /// </summary>
    public static bool Fits(IReadOnlyList<RecurrentDirection> directions) =>
        directions.Count == 1 && directions[0].Cell is { StepReason: null, SharesUnits: false }
        && directions[0].Spec.Zoneout == 0;

    /// <summary>x of the step as arguments of a product: block, first value, number.</summary>
    public static string Input(RecurrentDirection d) => $"ws.{d.Input.Buffer}, {d.Input.Slot * d.Input.Stride}, {d.Input.Inner}";

    /// <summary>h of the step before, likewise.</summary>
    public static string Hidden(RecurrentDirection d) => $"ws.{d.Hidden}, {d.Cell.StateStride}, {d.Cell.StateSize}";

    public static void Emit(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        w.Summary("The step of one row that goes on from the last: h, in slot 1, and what else there is of state change in place.");
        using (w.Open($"private static void {d.Name}Step<V>(Workspace ws)\n    where V : struct, ILanes<V>"))
        {
            cell.EmitRowProducts(w, d);
            List<CellOperand> operands = RecurrentForward.Operands(d);
            foreach (CellOperand operand in operands)
                w.Line($"ref {(operand.Writable ? "" : "readonly ")}float {operand.Name} = ref {Values(operand)}[{First(d, operand)}];");
            w.Line("int unit = 0;");
            using (w.Open($"for (; unit <= {cell.Stride} - V.Count; unit += V.Count)"))
            {
                w.Line($"int at = unit / {Layout.Panel} * {cell.PanelStride} + unit % {Layout.Panel};");
                cell.EmitRow(w);
                w.Line("V.Store(h, ref hNext, unit);");
            }

            // A vector wider than a panel takes two.
            if (cell.Panels % 2 != 0)
                w.Line($"if (unit < {cell.Stride})\n    {d.Layer}Cell<F32x8>({cell.Panels - 1}, {cell.Panels}, 1, {string.Join(", ", operands.Select(o => $"{Values(o)}[{First(d, o)}..]"))});");
        }
    }

    private static string Values(CellOperand operand) => $"ws.{(operand.Rows.Packed ? "Packed." : "")}{operand.Rows.Buffer}.Span";

    private static int First(RecurrentDirection d, CellOperand operand) => operand.Rows.Buffer == d.Hidden ? d.Cell.StateStride : 0;
}
