using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>x W_ih^T + h W_hh^T as one product over [x, h], for cells whose gates all see both alike.</summary>
internal static class JointProduct
{
    public static void Pack(LayerMemory memory, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        GateWindow all = cell.InputWindow;
        string gates = string.Join(" ", cell.Gates), weights = d.Own(d.Weights);
        string inputs = d.Scope is null ? $"{d.Input.Inner + cell.StateSize}" : $"{d.InputInner} + {d.StateSize}";
        memory.PackMatrix(
            [cell.InputWeight, cell.RecurrentWeight!], d.Weights, $"PackedMatrix.ForGates({all.Layout(d)}, {inputs})",
            $"W_ih above W_hh, [{d.InputInner} + {d.StateSize}, {d.GateStride}], columns {gates} in panels of 8 units",
            $"{weights}.PackWeights(0, {RecurrentPlaces.InputWeight(d, "parameters")}, {d.InputChannels}, {all.Slots});",
            $"{weights}.PackWeights({d.InputInner}, {RecurrentPlaces.RecurrentWeight(d, "parameters")}, new Channels(1, "
                + $"{d.StateSize}), {all.Slots});");
        PackedCopies.Bias(memory, d);
        PackedCopies.RecurrentTransposed(memory, d);
        PackedCopies.InputTransposed(memory, d);
    }

    public static void EmitHead(CodeWriter w, RecurrentDirection d) => w.Line($"""
        PackedMatrix weights = {d.Packed(x => x.Weights)};
        ReadOnlySpan<float> bias = {d.Packed(x => x.Bias)}.Span;
        """);

    public static StreamStep Row(RecurrentDirection d) =>
        new(
            ["{0}"],
            $"{d.Packed(x => x.Weights)}, {d.Packed(x => x.Bias)}, {RecurrentStreamStep.Input(d)}, {RecurrentStreamStep.Hidden(d)}, "
                + $"{d.FromOutside(x => x.Gates)}");

    public static void EmitStep(CodeWriter w, RecurrentDirection d)
    {
        d.Cell.EmitPanelLoop(w, d, "weights", () => w.Line($"""
            {RecurrentForward.ReadAhead(d)}
            if (ahead)
                PanelGemm.Multiply(weights, panel, panelEnd, rows, default, {d.Read}, {d.StateStride}, {d.StateSize}, default, 0, 0, gate, {d.GateStride}, innerBegin: {d.InputInner});
            else
                PanelGemm.Multiply(weights, panel, panelEnd, rows, bias, xt, {d.InputStride}, {d.InputInner}, {d.Read}, {d.StateStride}, {d.StateSize}, gate, {d.GateStride});
            {CellPass.Call(d, "panel, panelEnd", RecurrentForward.Pass(d))}
            """));
    }
}
