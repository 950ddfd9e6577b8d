using System.Text.RegularExpressions;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes a method that passes over the units of some rows with vectors of any width, and calls of it.</summary>
internal static class CellPass
{
    /// <summary>A call for the rows of a step.</summary>
    public static string Call(string method, string panels, IEnumerable<CellOperand> operands) =>
        $"{method}<V>({panels}, rows, {string.Join(", ", operands.Select(o => o.Rows))});";

    /// <summary>The methods of some passes.</summary>
    public static void Emit(CodeWriter w, IEnumerable<UnitPass> passes)
    {
        bool first = true;
        foreach (UnitPass pass in passes)
        {
            if (!first)
                w.Line();
            first = false;
            Emit(w, pass);
        }
    }

    /// <summary>The method.</summary>
    public static void Emit(CodeWriter w, UnitPass pass)
    {
        string method = pass.Method;
        IReadOnlyList<CellOperand> operands = pass.Operands;
        w.Summary(pass.Summary);
        w.Remarks(pass.Remarks);
        string parameters = string.Join(", ", operands.Select(o => o.Declaration));
        // Part of a loop over time it would use up what the compiler is willing to inline, and its functions would become calls. Compiled well at once:
        // at the first level each operation is a call, and a training's first steps pass units by the hundred thousand.
        w.Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
        using (w.Open($"private static void {method}<V>(int panel, int panelEnd, int rows, {parameters})\n    where V : struct, ILanes<V>"))
        {
            // A vector wider than a panel takes two; the odd one is left to a vector of 8.
            using (w.Open("if ((panelEnd - panel) * 8 % V.Count != 0)"))
            {
                w.Line($"{method}<F32x8>(panelEnd - 1, panelEnd, rows, {string.Join(", ", operands.Select(o => o.Argument))});");
                w.Line("panelEnd--;");
            }

            w.Line();
            foreach (CellOperand operand in operands)
                w.Line(operand.First);
            foreach (Action<CodeWriter> loop in pass.Loops ?? [pass.Body])
            {
                w.Line();
                EmitRows(w, operands, pass.PanelStride, loop);
            }
        }
    }

    private static void EmitRows(CodeWriter w, IReadOnlyList<CellOperand> operands, int panelStride, Action<CodeWriter> body)
    {
        CodeWriter statements = new();
        body(statements);
        string text = statements.ToString();
        using (w.Open("for (int row = 0; row < rows; row++)"))
        {
            foreach (CellOperand operand in operands.Where(o => o.Stride > 0 && Regex.IsMatch(text, $@"\b{o.Name}\b")))
                w.Line(operand.Ref);
            using (w.Open("for (int unit = panel * 8; unit < panelEnd * 8; unit += V.Count)"))
            {
                if (panelStride > 0)
                    w.Line(RecurrentCell.GatesAt(panelStride / Layout.Panel));
                body(w);
            }
        }
    }
}
