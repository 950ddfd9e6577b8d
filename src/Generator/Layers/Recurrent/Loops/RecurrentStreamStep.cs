using System.Text.RegularExpressions;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// Writes a stream's step of one row. Such a step is short enough to be bound by what stands around the product and the cell's equations,
/// so that it goes without the loop over time; h and c change in place, because the product has read h when the cell writes it.
/// </summary>
internal static class RecurrentStreamStep
{
    /// <summary>
    /// Whether a layer has such a step: a step is one pass over the units of one direction, too narrow for threads to share, and h is not
    /// mixed with the one before. Dropout does not act in a stream.
    /// </summary>
    public static bool Fits(IReadOnlyList<RecurrentDirection> directions) =>
        directions.Count == 1 && directions[0].Cell is { StepReason: null, SharesUnits: false, StepInput: null }
        && directions[0].Spec.Zoneout == 0;

    /// <summary>The products, the cell and what is made of h; null where the layer has no such step.</summary>
    public static StreamStep? Plan(IReadOnlyList<RecurrentDirection> directions, RecurrentOutput output)
    {
        if (!Fits(directions))
            return null;
        RecurrentDirection d = directions[0];
        RecurrentCell cell = d.Cell;
        string units = d.Name + "Units";
        StreamStep products = cell.RowProducts(d);
        return products with
        {
            Statements =
            [
                .. products.Statements,
                $"for (int unit = 0; unit + V.Count <= {cell.Stride}; unit += V.Count)\n    {units}<V>(ws, unit);",
                .. cell.Panels % 2 == 0
                    ? Array.Empty<string>()
                    : [$"if (V.Count > 8)\n    {units}<F32x8>(ws, {cell.Stride - Layout.Panel}); // a vector wider than a panel takes two"],
                .. output.IsBuffer ? new[] { $"{d.Name}Output(ws, rowBegin, rowEnd);" } : [],
            ],
        };
    }

    /// <summary>x of the step as arguments of a product: block, first value, number.</summary>
    public static string Input(RecurrentDirection d) => $"ws.{d.Input.Buffer}, {d.Input.Slot * d.Input.Stride}, {d.Input.Inner}";

    /// <summary>h of the step before, likewise.</summary>
    public static string Hidden(RecurrentDirection d) => $"{d.Ws(x => x.Hidden)}, {d.Cell.StateStride}, {d.Cell.StateSize}";

    public static void Emit(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        w.Summary("The cell's equations for V.Count units of one row, whose state changes in place; h is in slot 1.");
        // In the caller's loop the compiler would keep all constants of the functions in registers and have none left for values.
        w.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        using (w.Open($"private static void {d.Name}Units<V>(Workspace ws, int unit)\n    where V : struct, ILanes<V>"))
        {
            foreach (CellOperand operand in RecurrentForward.Operands(d))
                w.Line($"ref {(operand.Writable ? "" : "readonly ")}float {operand.Name} = ref {Values(operand)}[{(operand.Rows.Buffer == d.Hidden ? cell.StateStride : 0)}];");
            CodeWriter statements = new();
            cell.EmitRow(statements);
            if (Regex.IsMatch(statements.ToString(), @"\bunits\b"))
                w.Line($"const int units = {cell.Hidden};");
            if (cell.UnitSlots.Declare(statements.ToString()) is { } places)
                w.Line(places);
            cell.EmitRow(w);
            w.Line("V.Store(h, ref hNext, unit);");
        }
    }

    private static string Values(CellOperand operand) => $"ws.{(operand.Rows.Packed ? "Packed." : "")}{operand.Rows.Buffer}.Span";
}
