using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>h = h' W_hr^T with fewer units than the cell (Sak et al. 2014, arXiv:1402.1128).</summary>
internal static class ProjectedHidden
{
    /// <summary>What the cell computes before the projection.</summary>
    private static string CellOutput(RecurrentDirection d) => d.Name + "CellOutput";

    private static string CellOutputGradient(RecurrentDirection d) => d.Name + "CellOutputGradient";

    private static string Gradient(RecurrentDirection d) => d.Name + "ProjectedGradient";

    private static string Weights(RecurrentDirection d) => d.Name + "ProjectionWeights";

    private static string Transposed(RecurrentDirection d) => d.Name + "ProjectionTransposed";

    /// <summary>What the cell's passes use in place of h and dh.</summary>
    public static CellOperand Forward(RecurrentDirection d) =>
        new(CellOperand.NextHidden, d.AtKeptStep(CellOutput, d.Stride), d.Stride, Writable: true);

    public static CellOperand Backward(RecurrentDirection d) =>
        new("dhCell", d.AtRows(CellOutputGradient, d.Stride), d.Stride);

    public static void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
        if (d.Cell.Projection is null)
            return;
        string time = d.TimeName;
        buffers.KeptBuffer(CellOutput(d), d.Stride, "o tanh(c), which is projected to h", time);
        buffers.StepBuffer(Gradient(d), d.StateStride, "gradient of the projection", trainingOnly: true, time: time);
        buffers.RowBuffer(
            CellOutputGradient(d), d.Stride, "gradient of what is projected, at the step at hand", trainingOnly: true, time: time);
    }

    public static void AddPacked(LayerMemory memory, RecurrentDirection d)
    {
        if (d.Cell.Projection is not { } weight)
            return;
        string layout = $"GateLayout.Dense({d.StateSize})", channels = $"new Channels(1, {d.Units})",
            rows = RecurrentPlaces.Projection(d, "parameters"), title = d.Scope is null ? weight.Comment
                : $"W_hr, [{d.StateSize}, {d.Units}],";
        memory.PackMatrix(
            weight, Weights(d), $"PackedMatrix.ForGates({layout}, {d.Units})", $"{title} transposed",
            $"{d.Own(Weights(d))}.PackWeights(0, {rows}, {channels}, GateSlots.One);");
        memory.Pack(
            Transposed(d), RuntimeNames.PackedMatrix, $"PackedMatrix.ForBackward({layout}, {d.Stride})", $"{title} for the way back", true,
            $"{d.Own(Transposed(d))}.PackTransposed({rows}, {channels}, GateSlots.One);");
    }

    /// <summary>Layout of W_hr on a device.</summary>
    public static string Layout(RecurrentDirection d) => d.Name + "ProjectionLayout";

    public static IEnumerable<IlgpuBlock> IlgpuBlocks(RecurrentDirection d) =>
        d.Cell.Projection is { } weight ? [new(Weights(d), $"{weight.Comment} transposed.")] : [];

    public static IEnumerable<string> IlgpuMembers(RecurrentDirection d) => d.Cell.Projection is null ? [] :
        [$"private static readonly GateWeightLayout {Layout(d)} = new({d.Cell.StateSize}, 1, new Channels(1, {d.Cell.Hidden}), [0]);"];

    public static IEnumerable<string> IlgpuPack(RecurrentDirection d) =>
        d.Cell.Projection is { } weight
            ? [$"Kernels.Gates.PackPanels({Layout(d)}, {IlgpuLayer.View("Weights", weight)}, {Weights(d)});"]
            : [];

    /// <summary>Buffers that a device clears past a row's end, with their strides.</summary>
    public static IEnumerable<(string Buffer, int Stride)> ClearedForward(RecurrentDirection d) =>
        d.Cell.Projection is null ? [] : [(CellOutput(d), d.Cell.Stride)];

    public static IEnumerable<(string Buffer, int Stride)> ClearedBackward(RecurrentDirection d) =>
        d.Cell.Projection is null ? [] : [(Gradient(d), d.Cell.StateStride)];

    public static void EmitIlgpuForwardStep(CodeWriter w, IlgpuStep step)
    {
        RecurrentDirection d = step.Direction;
        if (d.Cell.Projection is null)
            return;
        w.Line($"Kernels.Products.Multiply(rows, {d.Cell.Stride}, {d.Cell.StateStride}, {IlgpuStep.View(Forward(d))}, {d.Cell.Stride}, "
            + $"{Weights(d)}.View, ArrayView<float>.Empty, {IlgpuStep.View(new(d.Hidden, d.Hidden, d.NextSlot), d.Cell.StateStride)}, "
            + $"{d.Cell.StateStride}); // h = h' W_hr^T");
        if (d.Spec.Zoneout > 0)
            step.Launch(w, KeepPass(d));
    }

    public static void EmitIlgpuBackwardStep(CodeWriter w, IlgpuStep step)
    {
        RecurrentDirection d = step.Direction;
        if (d.Cell.Projection is null)
            return;
        step.Launch(w, StatePass(d));
        int stride = d.Cell.StateStride;
        w.Line($"Kernels.Products.MultiplyTransposed(rows, {stride}, {d.Cell.Stride}, "
            + $"{IlgpuStep.View(d.AtStep(Gradient, stride), stride)}, {stride}, {Weights(d)}.View, {IlgpuStep.View(Backward(d))}, "
            + $"{d.Cell.Stride}, accumulate: false); // dh' = dh W_hr");
    }

    public static void EmitIlgpuGradient(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is { } weight)
            w.Line($"Kernels.Gates.AddWeightGradient({Layout(d)}, {IlgpuLayer.View("Gradients", weight)}, pairs, "
                + $"{d.Ws(CellOutput)}.View, {d.Ws(Gradient)}.View);");
    }

    /// <summary>Statements before the loops: what ended rows leave must be finite, or zero.</summary>
    public static void EmitForwardHead(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is not null)
            w.Line($"if (ws.Training && time.Ragged)\n    RecurrentState.ClearEnded(time, {d.Ws(CellOutput)}.Span, "
                + $"{d.Stride}, 0, rowBegin, rowEnd);");
    }

    public static void EmitBackwardHead(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is not null)
            w.Line($"if (time.Ragged)\n    RecurrentState.ClearEnded(time, {d.Ws(Gradient)}.Span, {d.StateStride}, 0, rowBegin, rowEnd);");
    }

    public static void EmitForwardStep(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is null)
            return;
        w.Line($"PanelGemm.Multiply({d.Packed(Weights)}, rows, default, {Forward(d).Rows}, {d.Stride}, hNext, {d.StateStride}, "
            + "accumulate: false); // h = h' W_hr^T");
        if (d.Spec.Zoneout > 0)
            w.Line(CellPass.Call(d, Panels(d), KeepPass(d)));
    }

    /// <summary>Statements of a step that take dh back through the projection.</summary>
    public static void EmitBackwardStep(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is null)
            return;
        Number stride = d.StateStride;
        w.Line($"""
            {CellPass.Call(d, Panels(d), StatePass(d))}
            PanelGemm.Multiply({d.Packed(Transposed)}, rows, default, {d.AtStep(Gradient, stride)}, {stride}, {Backward(d).Rows}, {d.Stride}, accumulate: false); // dh' = dh W_hr
            """);
    }

    /// <summary>Its pass after the cell's, where there is zoneout.</summary>
    public static IEnumerable<UnitPass> ForwardPasses(RecurrentDirection d) =>
        d.Cell.Projection is not null && d.Spec.Zoneout > 0 ? [KeepPass(d)] : [];

    /// <summary>Its pass before the cell's on the way back.</summary>
    public static IEnumerable<UnitPass> BackwardPasses(RecurrentDirection d) => d.Cell.Projection is not null ? [StatePass(d)] : [];

    private static UnitPass KeepPass(RecurrentDirection d) => new(
        "Keep", KeepOperands(d), d.StateSize, UnitSlots.None, "Some units of h keep their value.",
        RecurrentDirection.WrittenForBoth(["h_t = k h_{t-1} + (1 - k) h'"]), body =>
        {
            body.Line("V h = V.Load(ref hNext, unit);");
            Zoneout.EmitStore(body, d);
        });

    private static UnitPass StatePass(RecurrentDirection d) => new(
        "StateBackward", StateOperands(d), d.StateSize, UnitSlots.None, "The gradient of the projected h.",
        "dh = dy + what step t + 1 handed back", body =>
        {
            new HiddenGradient(d).EmitUnits(body);
            body.Line("V.Store(dhUnits, ref dhProjected, unit);");
        });

    public static void EmitGradient(CodeWriter w, RecurrentDirection d)
    {
        if (d.Cell.Projection is null)
            return;
        Number panels = d.StatePanels;
        w.Line($"WeightGradient.Accumulate({RecurrentPlaces.Projection(d, "gradients")}, GateLayout.Dense({d.StateSize}), GateSlots.One, "
            + $"{d.Ws(Gradient)}.Span, {d.StateStride}, {d.Ws(CellOutput)}.Span, {d.Stride}, new Channels(1, {d.Units}), pairs, {panels} "
            + $"* part / parts, {panels} * (part + 1) / parts);");
    }

    private static string Panels(RecurrentDirection d) => $"0, {d.StatePanels}";

    private static List<CellOperand> KeepOperands(RecurrentDirection d) =>
    [
        new("hPrevious", new RowsAt("hPrevious", d.Hidden, d.PreviousSlot), d.StateStride),
        new(CellOperand.NextHidden, new RowsAt("hNext", d.Hidden, d.NextSlot), d.StateStride, Writable: true),
        new("hKeep", d.AtPassing(Zoneout.Hidden, d.StateStride), d.StateStride),
    ];

    private static List<CellOperand> StateOperands(RecurrentDirection d) =>
        [.. new HiddenGradient(d).Operands, new("dhProjected", d.AtStep(Gradient, d.StateStride), d.StateStride, Writable: true)];
}
