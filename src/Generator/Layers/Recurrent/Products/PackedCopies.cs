using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Packed copies of a recurrent layer's weights, one for each product.</summary>
internal static class PackedCopies
{
    /// <summary>b_ih + b_hh, each in its window of the gate row.</summary>
    public static void Bias(LayerMemory memory, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        string bias = d.Own(d.Bias), all = $"GateLayout.Full({d.Units}, {cell.Slots.Count})";
        string[] pack = cell.InputBias is null ? [] :
        [
            $"{bias}.Clear();",
            $"PackedMatrix.PackBias({bias}.Span, {all}, {RecurrentPlaces.InputBias(d, "parameters")}, "
                + $"{cell.InputWindow.Slots}, add: true);",
            .. cell.RecurrentBias is null ? Array.Empty<string>()
                : [$"PackedMatrix.PackBias({bias}.Span, {all}, {RecurrentPlaces.RecurrentBias(d, "parameters")}, "
                    + $"{cell.RecurrentBiasWindow.Slots}, add: true);"],
        ];
        memory.Pack(d.Bias, RuntimeNames.AlignedBuffer, $"new AlignedBuffer({d.GateStride})", $"b_ih + b_hh, [{d.GateStride}]", false,
            pack);
    }

    /// <summary>W_ih for a product of its own.</summary>
    public static void Input(LayerMemory memory, RecurrentDirection d) => memory.PackMatrix(
        d.Cell.InputWeight, d.InputWeights, $"PackedMatrix.ForGates({d.Cell.InputWindow.Layout(d)}, {d.InputInner})",
        $"W_ih, [{d.InputInner}, slots {Range(d.Cell, d.Cell.InputWindow)} of {d.GateStride}]",
        $"{d.Own(d.InputWeights)}.PackWeights(0, {RecurrentPlaces.InputWeight(d, "parameters")}, {d.InputChannels}, "
            + $"{d.Cell.InputWindow.Slots});");

    /// <summary>Rows of W_hh for a product of its own, and transposed for the way back.</summary>
    public static void Recurrent(LayerMemory memory, RecurrentDirection d, string name, GateWindow window, string rows)
    {
        memory.PackMatrix(
            d.Cell.RecurrentWeight!, name, $"PackedMatrix.ForGates({window.Layout(d)}, {d.StateSize})",
            $"W_hh, [{d.StateSize}, slots {Range(d.Cell, window)} of {d.GateStride}]",
            $"{d.Own(name)}.PackWeights(0, {rows}, new Channels(1, {d.StateSize}), {window.Slots});");
        RecurrentTransposed(memory, d, name + "Transposed", window, rows);
    }

    public static void RecurrentTransposed(LayerMemory memory, RecurrentDirection d) => RecurrentTransposed(
        memory, d, d.RecurrentTransposed, d.Cell.RecurrentWindow, RecurrentPlaces.RecurrentWeight(d, "parameters"));

    private static void RecurrentTransposed(
        LayerMemory memory, RecurrentDirection d, string name, GateWindow window, string rows) => memory.Pack(
        name, RuntimeNames.PackedMatrix, $"PackedMatrix.ForBackward({window.Layout(d)}, {d.StateStride})",
        $"W_hh transposed for dh, [slots {Range(d.Cell, window)} of {d.GateStride}, {d.StateStride}]", true,
        $"{d.Own(name)}.PackTransposed({rows}, new Channels(1, {d.StateSize}), {window.Slots});");

    public static void InputTransposed(LayerMemory memory, RecurrentDirection d) => memory.PackForGradient(
        d.Input, d.InputTransposed, RuntimeNames.PackedMatrix, $"PackedMatrix.ForBackward({d.Cell.InputWindow.Layout(d)}, {d.InputStride})",
        $"W_ih transposed for dx, [slots {Range(d.Cell, d.Cell.InputWindow)} of {d.GateStride}, {d.InputStride}]",
        $"{d.Own(d.InputTransposed)}.PackTransposed({RecurrentPlaces.InputWeight(d, "parameters")}, {d.InputChannels}, "
            + $"{d.Cell.InputWindow.Slots});");

    private static string Range(RecurrentCell cell, GateWindow window) =>
        string.Join(" ", Enumerable.Range(window.First, window.Count).Select(slot => cell.Slots[slot]));
}
