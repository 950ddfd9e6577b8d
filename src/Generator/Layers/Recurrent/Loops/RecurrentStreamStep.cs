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
    /// Whether a layer has such a step: a step is one pass over the units of one direction, and h is not mixed with the one before. Dropout
    /// does not act in a stream.
    /// </summary>
    public static bool Fits(IReadOnlyList<RecurrentDirection> directions) =>
        directions.Count == 1 && directions[0].Cell is { StepReason: null, StepInput: null }
        && directions[0].Spec.Zoneout == 0;

    /// <summary>The products, the cell and what is made of h; null where the layer has no such step.</summary>
    public static StreamStep? Plan(IReadOnlyList<RecurrentDirection> directions, RecurrentOutput output)
    {
        if (!Fits(directions))
            return null;
        RecurrentDirection d = directions[0];
        StreamStep products = d.Cell.RowProducts(d);
        return products with
        {
            Statements =
            [
                .. products.Statements,
                d.IsShared ? $"ws.{d.Name}.Step<V>();" : $"{d.Name}Step<V>(ws);",
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
        bool shared = d.Scope is not null;
        w.Summary("The cell's equations for all units of one row, whose state changes in place; h is in slot 1.");
        w.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (w.Open($"{(shared ? "internal void Step<V>()" : $"private static void {d.Name}Step<V>(Workspace ws)")}\n"
            + "    where V : struct, ILanes<V>"))
        {
            string units = shared ? "StepUnits" : d.Name + "StepUnits", ws = shared ? "" : "ws, ";
            w.Line($"""
                int unit = 0, end = {d.Stride};
                for (; unit + V.Count <= end; unit += V.Count)
                    {units}<V>({ws}unit);
                if (unit < end)
                    {units}<F32x8>({ws}unit); // a vector wider than a panel takes two
                """);
        }

        w.Line();
        // In the caller's loop the compiler would keep all constants of the functions in registers and have none left for values.
        w.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        using (w.Open($"private {(shared ? "void StepUnits<V>(" : $"static void {d.Name}StepUnits<V>(Workspace ws, ")}int unit)\n"
            + "    where V : struct, ILanes<V>"))
        {
            if (shared)
                w.Line(LayerScope.KeepSizes);
            foreach (CellOperand operand in RecurrentForward.Operands(d))
                w.Line($"ref {(operand.Writable ? "" : "readonly ")}float {operand.Name} = ref "
                    + $"{Values(d, operand)}[{(operand.Rows.Buffer == d.Hidden ? d.StateStride.Text : "0")}];");
            CodeWriter statements = new();
            d.Cell.EmitRow(statements);
            string text = statements.ToString();
            if (Words.Has(text, "units"))
                w.Line($"{(shared ? "" : "const ")}int units = {d.Units};");
            if (d.Cell.UnitSlots.Declare(text) is { } places)
                w.Line(places);
            w.AppendText(text);
            w.Line("V.Store(h, ref hNext, unit);");
        }
    }

    private static string Values(RecurrentDirection d, CellOperand operand)
    {
        string suffix = operand.Rows.Buffer!.Substring(d.Name.Length);
        return operand.Rows.Packed ? d.Packed(x => x.Name + suffix) + ".Span" : d.Ws(x => x.Name + suffix) + ".Span";
    }
}
