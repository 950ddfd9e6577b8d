using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The buffers of one direction of a recurrent layer, and its copies of weights.</summary>
internal static class DirectionMemory
{
    public static void Add(LayerMemory memory, RecurrentDirection d)
    {
        AddBuffers(memory, d);
        d.Cell.AddPacked(memory, d);
        ProjectedHidden.AddPacked(memory, d);
    }

    private static void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        string time = d.TimeName;
        buffers.StepBuffer(d.Hidden, d.StateStride, "h of every step; " + Start(d), extraSteps: 1, time: time);
        foreach (CellState state in d.CellStates)
        {
            buffers.Buffer(
                state.Buffer(d), "Training", $"{time}.Steps + 1", $"[{buffers.Length(time)} + 1, B, {d.Stride}]", d.Stride,
                $"{state.Name} of every step, or only the last where nothing is trained", time);
            buffers.RowBuffer(
                state.Gradient(d), d.Stride, $"d{state.Name}, carried from step to step", trainingOnly: true, time: time);
        }

        buffers.GateBuffer(
            d.Gates, d.GateStride,
            $"gates {string.Join(" ", cell.Slots)} in panels of 8 units; the backward pass puts their gradients in their place", time);
        buffers.RowBuffer(d.HiddenGradient, d.StateStride, "dh, carried from step to step", trainingOnly: true, time: time);
        InputDropout.AddBuffers(buffers, d);
        RecurrentDropout.AddBuffers(buffers, d);
        Zoneout.AddBuffers(buffers, d);
        cell.AddBuffers(buffers, d);
        ProjectedHidden.AddBuffers(buffers, d);
    }

    private static string Start(RecurrentDirection d) => d.RunsBothWays
        ? "slot 0 is the initial state; in reverse row b begins in slot length_b and ends in slot 0"
        : d.Reverse ? "row b begins in slot length_b and ends in slot 0" : "slot 0 is the initial state";
}
