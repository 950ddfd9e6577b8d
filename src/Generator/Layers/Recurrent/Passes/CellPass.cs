using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes a method that passes over the units of some rows with vectors of any width, and calls of it.</summary>
internal static class CellPass
{
    /// <summary>A call for the rows of a step.</summary>
    public static string Call(RecurrentDirection d, string panels, UnitPass pass) =>
        $"{SharedCell.Type(d)}.{pass.Name}<V>({panels}, rows, {pass.Units}, "
            + $"{string.Join(", ", pass.Operands.Select(o => o.Value(pass)))});";

    /// <summary>The method.</summary>
    public static void Emit(CodeWriter w, UnitPass pass)
    {
        IReadOnlyList<CellOperand> operands = pass.Operands;
        w.Summary(pass.Summary);
        w.Remarks(pass.Remarks);
        string parameters = string.Join(", ", operands.Select(o => o.Declaration(pass)));
        // Part of a loop over time it would use up what the compiler is willing to inline, and its functions would become calls. Compiled
        // well at once: at the first level each operation is a call, and a training's first steps pass units by the hundred thousand.
        w.Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
        using (w.Open($"internal static void {pass.Name}<V>(int panel, int panelEnd, int rows, int units, {parameters})\n"
            + "    where V : struct, ILanes<V>"))
        {
            // A vector wider than a panel takes two; the odd one is left to a vector of 8.
            using (w.Open("if ((panelEnd - panel) * 8 % V.Count != 0)"))
            {
                w.Line($"{pass.Name}<F32x8>(panelEnd - 1, panelEnd, rows, units, "
                    + $"{string.Join(", ", operands.Select(o => o.Argument(pass)))});");
                w.Line("panelEnd--;");
            }

            w.Line();
            w.Line("int width = (units + 7) & -8;");
            foreach (CellOperand operand in operands)
                w.Line(operand.First(pass));
            foreach (Action<CodeWriter> loop in pass.Loops ?? [pass.Body])
            {
                w.Line();
                EmitRows(w, pass, loop);
            }
        }
    }

    private static void EmitRows(CodeWriter w, UnitPass pass, Action<CodeWriter> body)
    {
        CodeWriter statements = new();
        body(statements);
        string text = statements.ToString();
        using (w.Open("for (int row = 0; row < rows; row++)"))
        {
            foreach (CellOperand operand in pass.Operands.Where(o => o.Stride.Value > 0 && Words.Has(text, o.Name)))
                w.Line(operand.Ref(pass));
            using (w.Open("for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)"))
            {
                if (pass.Slots.Declare(text) is { } places)
                    w.Line(places);
                w.AppendText(text);
            }
        }
    }
}
