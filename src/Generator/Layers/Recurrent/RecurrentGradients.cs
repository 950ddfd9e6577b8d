using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the weight gradients of a recurrent layer: products over the whole sequence.</summary>
internal static class RecurrentGradients
{
    public static void Emit(CodeWriter w, RecurrentDirection d)
    {
        RecurrentCell cell = d.Cell;
        string layout = RecurrentPlanner.GateLayout(cell), slots = RecurrentPlanner.SlotsName(cell), time = d.Input.Time;
        w.Summary($"dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{(d.Reverse ? "{t+1}" : "{t-1}")}, db += da_t; part {{part}} of {{parts}} takes its share of the units.");
        using (w.Open($"private static void {d.Name}Gradients(Workspace ws, Span<float> gradients, int part, int parts)"))
        {
            w.Line($"""
                int panel = {cell.Panels} * part / parts, panelEnd = {cell.Panels} * (part + 1) / parts;
                int pairs = ws.{time}.Steps * ws.{time}.Batch;
                GateLayout layout = {layout};
                ReadOnlySpan<float> da = ws.{d.Gates}.Span;
                ReadOnlySpan<float> x = ws.{d.Input.Buffer}.Span{Skip(d.Input.Slot, time, d.Input.Stride)};
                ReadOnlySpan<float> hPrevious = ws.{d.Hidden}.Span{Skip(d.Reverse ? 1 : 0, time, cell.Stride)};
                WeightGradient.Accumulate({cell.InputWeight.Slice("gradients")}, layout, {slots}, da, {cell.GateStride}, x, {d.Input.Stride}, {d.Input.Channels}, pairs, panel, panelEnd);
                WeightGradient.Accumulate({cell.RecurrentWeight.Slice("gradients")}, layout, {slots}, da, {cell.GateStride}, hPrevious, {cell.Stride}, new Channels(1, {cell.Hidden}), pairs, panel, panelEnd);
                """);
            foreach (ParameterPlan bias in new[] { cell.InputBias, cell.RecurrentBias }.OfType<ParameterPlan>())
                w.Line($"WeightGradient.AccumulateBias({bias.Slice("gradients")}, layout, {slots}, da, {cell.GateStride}, pairs, panel, panelEnd);");
        }
    }

    private static string Skip(int slots, string time, int stride) => slots == 0 ? "" : $"[(ws.{time}.Batch * {stride})..]";
}
