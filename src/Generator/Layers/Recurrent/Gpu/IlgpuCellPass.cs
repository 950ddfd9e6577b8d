using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// Writes a cell's equations for one unit of one row, the counterpart of <see cref="CellPass"/>: the same text, over a type V
/// that is one float, with views in place of refs. In a kernel over time the gates are in registers.
/// </summary>
internal static class IlgpuCellPass
{
    /// <summary>
    /// A call in a kernel over time; <paramref name="suffix"/> tells the row at hand from others that the thread works on.
    /// </summary>
    public static string Call(string method, IEnumerable<CellOperand> operands, string suffix) =>
        $"{method}<Lane>(unit, ref gate{suffix}, {string.Join(", ", operands.Select(o => Argument(o, suffix)))});";

    private static string Argument(CellOperand operand, string suffix) =>
        operand.IsNextHidden ? $"new HiddenRow({View(operand, suffix)}, after{suffix})" : View(operand, suffix);

    /// <summary>The method for a kernel over time: gates in registers, h in shared memory too.</summary>
    public static void EmitPersistent(CodeWriter w, string layer, UnitPass pass, string summary)
    {
        string parameters =
            string.Join(", ", WithoutGates(pass).Select(o => $"{(o.IsNextHidden ? "HiddenRow" : "ArrayView<float>")} {o.Name}"));
        Emit(w, layer, pass, summary, "ref GateRegisters gate, " + parameters, pass.Slots.DeclareAlone);
    }

    /// <summary>The method for a kernel of one step: all of it in views.</summary>
    public static void EmitStep(CodeWriter w, string layer, UnitPass pass) => Emit(
        w, layer, pass, pass.Summary.Replace("units [8 panel, 8 panelEnd)", "one unit of one row"),
        string.Join(", ", pass.Operands.Select(o => $"ArrayView<float> {o.Name}")),
        pass.Slots.Declare);

    /// <summary>The operands but for the gates.</summary>
    public static IReadOnlyList<CellOperand> WithoutGates(UnitPass pass) => [.. pass.Operands.Where(o => !o.IsGates)];

    /// <summary>The buffers that operands lie in, each once.</summary>
    public static IReadOnlyList<RowsAt> Buffers(IEnumerable<CellOperand> operands) =>
        [.. operands.Select(o => o.Rows).GroupBy(rows => rows.Buffer).Select(group => group.First())];

    /// <summary>Buffers as parameters of a kernel.</summary>
    public static string Parameters(IEnumerable<RowsAt> buffers) =>
        string.Concat(buffers.Select(b => $", ArrayView<float> {Parameter(b.Buffer!)}"));

    /// <summary>Buffers as arguments of a kernel.</summary>
    public static string Arguments(IEnumerable<RowsAt> buffers) =>
        string.Concat(buffers.Select(b => $", {(b.Packed ? "" : "ws.")}{b.Buffer}.View"));

    /// <summary>A buffer's name as a parameter.</summary>
    public static string Parameter(string buffer) => char.ToLowerInvariant(buffer[0]) + buffer.Substring(1);

    /// <summary>An operand's row in its kernel.</summary>
    public static string View(CellOperand o, string suffix)
    {
        if (o.Stride == 0)
            return Parameter(o.Rows.Buffer!);
        string row = o.Rows.Slot is { } slot ? $"({slot} * time.Batch + row{suffix})" : $"row{suffix}",
            channel = o.Rows.Channel == 0 ? "" : $" + {o.Rows.Channel}";
        return $"{Parameter(o.Rows.Buffer!)}.SubView({row} * {o.Stride}{channel})";
    }

    // In the body's scope: as in CellPass.
    private static void Emit(CodeWriter w, string layer, UnitPass pass, string summary, string parameters, Func<string, string?> places)
    {
        w.Summary(summary);
        w.Remarks(pass.Remarks);
        CodeWriter statements = new();
        pass.Body(statements);
        string text = statements.ToString();
        using (w.Open($"private static void {layer}{pass.Name}<V>(int unit, {parameters})\n    where V : struct, IDeviceLanes<V>"))
        {
            if (Words.Has(text, "units"))
                w.Line($"const int units = {pass.Units};");
            if (places(text) is { } declaration)
                w.Line(declaration);
            w.AppendText(text);
        }
    }
}
