using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Packed copies of a recurrent layer's weights, one for each product.</summary>
internal static class PackedCopies
{
    /// <summary>b_ih + b_hh, each in its window of the gate row.</summary>
    public static void Bias(PlanBuilder plan, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        string all = $"GateLayout.Full({cell.Hidden}, {cell.Slots.Count})";
        string[] pack = cell.InputBias is null ? [] :
        [
            $"{d.Bias}.Clear();",
            $"PackedMatrix.PackBias({d.Bias}.Span, {all}, {cell.InputBias.Slice("parameters")}, {cell.InputWindow.Slots}, add: true);",
            .. cell.RecurrentBias is null ? Array.Empty<string>()
                : [$"PackedMatrix.PackBias({d.Bias}.Span, {all}, {cell.RecurrentBias.Slice("parameters")}, {cell.RecurrentBiasWindow.Slots}, add: true);"],
        ];
        plan.Pack(d.Bias, RuntimeNames.AlignedBuffer, $"new AlignedBuffer({cell.GateStride})", $"b_ih + b_hh, [{cell.GateStride}]", false, pack);
    }

    /// <summary>W_ih for a product of its own.</summary>
    public static void Input(PlanBuilder plan, RecurrentDirection d) => plan.PackMatrix(
        d.Cell.InputWeight, d.InputWeights, $"PackedMatrix.ForGates({d.Cell.InputWindow.Layout(d.Cell)}, {d.Input.Inner})",
        $"W_ih, [{d.Input.Inner}, slots {Range(d.Cell, d.Cell.InputWindow)} of {d.Cell.GateStride}]",
        $"{d.InputWeights}.PackWeights(0, {d.Cell.InputWeight.Slice("parameters")}, {d.Input.Channels}, {d.Cell.InputWindow.Slots});");

    /// <summary>Rows of W_hh for a product of its own, and transposed for the way back.</summary>
    public static void Recurrent(PlanBuilder plan, RecurrentDirection d, string name, GateWindow window, string rows)
    {
        RecurrentCell cell = d.Cell;
        plan.PackMatrix(
            cell.RecurrentWeight!, name, $"PackedMatrix.ForGates({window.Layout(cell)}, {cell.StateSize})",
            $"W_hh, [{cell.StateSize}, slots {Range(cell, window)} of {cell.GateStride}]",
            $"{name}.PackWeights(0, {rows}, new Channels(1, {cell.StateSize}), {window.Slots});");
        RecurrentTransposed(plan, d, name + "Transposed", window, rows);
    }

    public static void RecurrentTransposed(PlanBuilder plan, RecurrentDirection d) =>
        RecurrentTransposed(plan, d, d.RecurrentTransposed, d.Cell.RecurrentWindow, d.Cell.RecurrentWeight!.Slice("parameters"));

    private static void RecurrentTransposed(
        PlanBuilder plan, RecurrentDirection d, string name, GateWindow window, string rows) => plan.Pack(
        name, RuntimeNames.PackedMatrix, $"PackedMatrix.ForBackward({window.Layout(d.Cell)}, {d.Cell.StateStride})",
        $"W_hh transposed for dh, [slots {Range(d.Cell, window)} of {d.Cell.GateStride}, {d.Cell.StateStride}]", true,
        $"{name}.PackTransposed({rows}, new Channels(1, {d.Cell.StateSize}), {window.Slots});");

    public static void InputTransposed(PlanBuilder plan, RecurrentDirection d) => plan.PackForGradient(
        d.Input, d.InputTransposed, RuntimeNames.PackedMatrix, $"PackedMatrix.ForBackward({d.Cell.InputWindow.Layout(d.Cell)}, {d.Input.Stride})",
        $"W_ih transposed for dx, [slots {Range(d.Cell, d.Cell.InputWindow)} of {d.Cell.GateStride}, {d.Input.Stride}]",
        $"{d.InputTransposed}.PackTransposed({d.Cell.InputWeight.Slice("parameters")}, {d.Input.Channels}, {d.Cell.InputWindow.Slots});");

    private static string Range(RecurrentCell cell, GateWindow window) =>
        string.Join(" ", Enumerable.Range(window.First, window.Count).Select(slot => cell.Slots[slot]));
}
