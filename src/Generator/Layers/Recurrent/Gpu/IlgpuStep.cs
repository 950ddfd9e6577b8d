using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// Writes what a step consists of where a GPU computes one at a time: products and passes over all rows that are alive. In the
/// statements' scope: <c>ws</c>, <c>time</c>, <c>t</c>, <c>rows</c> and <c>step</c>, the DeviceStep of it.
/// </summary>
internal sealed class IlgpuStep(RecurrentDirection direction)
{
    /// <summary>The direction.</summary>
    public RecurrentDirection Direction { get; } = direction;

    // A launch takes no more; one argument is the step.
    private const int MostBuffers = 13;

    /// <summary>Reports a layer of a model for GPUs whose passes read and write more buffers than a kernel can.</summary>
    public static void RequireRoom(PlanBuilder plan, RecurrentSpec spec, IReadOnlyList<RecurrentDirection> directions)
    {
        if (!plan.Options.Ilgpu)
            return;
        int most = directions.Max(d => d.Cell.Passes(d).Max(pass => IlgpuCellPass.Buffers(pass.Operands).Count));
        if (most > MostBuffers)
            plan.Report(
                Descriptors.CannotWork,
                $"{spec.Kind} reads {most - MostBuffers} buffers more than a kernel of a GPU can: have fewer states or weights in its "
                    + "Step, or leave out Zoneout, Merge.Multiply or Backends.Ilgpu");
    }

    /// <summary>An operand's rows of the step.</summary>
    public static string View(CellOperand operand) => View(operand.Rows, operand.Stride.Value);

    /// <summary>Rows of the step.</summary>
    public static string View(RowsAt rows, int stride) =>
        rows.Slot is { } slot ? $"ws.{rows.Buffer}.View.SubView({slot} * time.Batch * {stride})" : $"ws.{rows.Buffer}.View";

    /// <summary>The statement that runs a pass over the step.</summary>
    public void Launch(CodeWriter w, UnitPass pass) => w.Line(
        $"Device.Launch({Kernel(pass)}, Device.OnePer((long)rows * {pass.Width}), "
            + $"step{IlgpuCellPass.Arguments(IlgpuCellPass.Buffers(pass.Operands))});");

    /// <summary>The kernel of a pass: a thread takes one unit of one row.</summary>
    public void EmitKernel(CodeWriter w, UnitPass pass)
    {
        w.Summary("One step of all rows: " + pass.Summary.Replace("units [8 panel, 8 panelEnd)", "each unit"));
        using (w.Open($"private static void {Kernel(pass)}(DeviceStep "
            + $"time{IlgpuCellPass.Parameters(IlgpuCellPass.Buffers(pass.Operands))})"))
        {
            w.Line($"int at = Grid.IdxX * Group.DimX + Group.IdxX, row = at / {pass.Width}, unit = at % {pass.Width}, t = time.Step;");
            w.Line($"if (row < time.Rows)\n    {Direction.Layer}{pass.Name}<Lane>(unit, "
                + $"{string.Join(", ", pass.Operands.Select(o => IlgpuCellPass.View(o, "")))});");
        }
    }

    private string Kernel(UnitPass pass) => Direction.Name + pass.Name + "Step";
}
