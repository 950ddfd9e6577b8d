using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>h = h' W_hr^T on a GPU.</summary>
internal static class IlgpuProjectedHidden
{
    /// <summary>Layout of W_hr.</summary>
    private static string Layout(RecurrentDirection d) => d.Name + "ProjectionLayout";

    public static IEnumerable<IlgpuBlock> Blocks(RecurrentDirection d) =>
        d.Cell.Projection is { } weight ? [new(ProjectedHidden.Weights(d), $"{weight.Comment} transposed.")] : [];

    public static IEnumerable<string> Members(RecurrentDirection d) => d.Cell.Projection is null ? [] :
        [$"private static readonly GateWeightLayout {Layout(d)} = new({d.Cell.StateSize}, 1, new Channels(1, {d.Cell.Hidden}), [0]);"];

    public static IEnumerable<string> Pack(RecurrentDirection d) =>
        d.Cell.Projection is { } weight
            ? [$"Kernels.Gates.PackPanels({Layout(d)}, {IlgpuLayer.View("Weights", weight)}, {ProjectedHidden.Weights(d)});"]
            : [];

    /// <summary>Buffers to clear past a row's end, with their strides.</summary>
    public static IEnumerable<(string Buffer, int Stride)> ClearedForward(RecurrentDirection d) =>
        d.Cell.Projection is null ? [] : [(ProjectedHidden.CellOutput(d), d.Cell.Stride)];

    public static IEnumerable<(string Buffer, int Stride)> ClearedBackward(RecurrentDirection d) =>
        d.Cell.Projection is null ? [] : [(ProjectedHidden.Gradient(d), d.Cell.StateStride)];

    /// <summary>Statements of a step after the cell's own.</summary>
    public static void EmitForwardStep(CodeWriter w, IlgpuStep step)
    {
        RecurrentDirection d = step.Direction;
        if (d.Cell.Projection is null)
            return;
        string from = IlgpuStep.View(ProjectedHidden.Forward(d)),
            to = IlgpuStep.View(new(d.Hidden, d.Hidden, d.NextSlot), d.Cell.StateStride);
        w.Line($"Kernels.Products.Multiply(rows, {d.Cell.Stride}, {d.Cell.StateStride}, {from}, {d.Cell.Stride}, "
            + $"{ProjectedHidden.Weights(d)}.View, ArrayView<float>.Empty, {to}, {d.Cell.StateStride}); // h = h' W_hr^T");
        if (d.Spec.Zoneout > 0)
            step.Launch(w, ProjectedHidden.KeepPass(d));
    }

    /// <summary>Statements of a step that take dh back through the projection.</summary>
    public static void EmitBackwardStep(CodeWriter w, IlgpuStep step)
    {
        RecurrentDirection d = step.Direction;
        if (d.Cell.Projection is null)
            return;
        step.Launch(w, ProjectedHidden.StatePass(d));
        int stride = d.Cell.StateStride;
        string from = IlgpuStep.View(d.AtStep(ProjectedHidden.Gradient, stride), stride),
            to = IlgpuStep.View(ProjectedHidden.Backward(d));
        w.Line($"Kernels.Products.MultiplyTransposed(rows, {stride}, {d.Cell.Stride}, {from}, {stride}, "
            + $"{ProjectedHidden.Weights(d)}.View, {to}, {d.Cell.Stride}, accumulate: false); // dh' = dh W_hr");
    }

    public static void EmitGradient(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is { } weight)
            w.Line($"Kernels.Gates.AddWeightGradient({Layout(d)}, {IlgpuLayer.View("Gradients", weight)}, pairs, "
                + $"{d.Ws(ProjectedHidden.CellOutput)}.View, {d.Ws(ProjectedHidden.Gradient)}.View);");
    }
}
