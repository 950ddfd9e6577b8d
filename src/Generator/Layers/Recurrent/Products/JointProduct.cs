using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>x W_ih^T + h W_hh^T as one product over [x, h], for cells whose gates all see both alike.</summary>
internal static class JointProduct
{
    public static void Pack(PlanBuilder plan, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        GateWindow all = cell.InputWindow;
        string gates = string.Join(" ", cell.Gates);
        plan.PackMatrix(
            [cell.InputWeight, cell.RecurrentWeight!], d.Weights,
            $"PackedMatrix.ForGates({all.Layout(cell)}, {d.Input.Inner + cell.StateSize})",
            $"W_ih above W_hh, [{d.Input.Inner} + {cell.StateSize}, {cell.GateStride}], columns {gates} in panels of 8 units",
            $"{d.Weights}.PackWeights(0, {cell.InputWeight.Slice("parameters")}, {d.Input.Channels}, {all.Slots});",
            $"{d.Weights}.PackWeights({d.Input.Inner}, {cell.RecurrentWeight!.Slice("parameters")}, new Channels(1, {cell.StateSize}), {all.Slots});");
        PackedCopies.Bias(plan, d);
        PackedCopies.RecurrentTransposed(plan, d);
        PackedCopies.InputTransposed(plan, d);
    }

    public static void EmitHead(CodeWriter w, RecurrentDirection d) => w.Line($"""
        PackedMatrix weights = {d.Packed(x => x.Weights)};
        ReadOnlySpan<float> bias = {d.Packed(x => x.Bias)}.Span;
        """);

    public static StreamStep Row(RecurrentDirection d) =>
        new(
            ["{0}"],
            $"{d.Packed(x => x.Weights)}, {d.Packed(x => x.Bias)}, {RecurrentStreamStep.Input(d)}, {RecurrentStreamStep.Hidden(d)}, {d.Ws(x => x.Gates)}");

    public static void EmitStep(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        cell.EmitPanelLoop(w, "weights", () => w.Line($"""
            {RecurrentForward.ReadAhead(d)}
            if (ahead)
                PanelGemm.Multiply(weights, panel, panelEnd, rows, default, {d.Read}, {cell.StateStride}, {cell.StateSize}, default, 0, 0, gate, {cell.GateStride}, innerBegin: {d.Input.Inner});
            else
                PanelGemm.Multiply(weights, panel, panelEnd, rows, bias, xt, {d.Input.Stride}, {d.Input.Inner}, {d.Read}, {cell.StateStride}, {cell.StateSize}, gate, {cell.GateStride});
            {CellPass.Call(d, "panel, panelEnd", RecurrentForward.Pass(d))}
            """));
    }
}
