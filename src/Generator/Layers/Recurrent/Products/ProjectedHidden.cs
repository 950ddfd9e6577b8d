using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>h = h' W_hr^T with fewer units than the cell (Sak et al. 2014, arXiv:1402.1128).</summary>
internal static class ProjectedHidden
{
    /// <summary>Buffer of what the cell computes before the projection.</summary>
    public static string CellOutput(RecurrentDirection d) => d.Name + "CellOutput";

    private static string CellOutputGradient(RecurrentDirection d) => d.Name + "CellOutputGradient";

    /// <summary>Buffer of the gradient of the projection.</summary>
    public static string Gradient(RecurrentDirection d) => d.Name + "ProjectedGradient";

    /// <summary>Copy of W_hr.</summary>
    public static string Weights(RecurrentDirection d) => d.Name + "ProjectionWeights";

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

    /// <summary>The pass of zoneout.</summary>
    public static UnitPass KeepPass(RecurrentDirection d) => new(
        "Keep", KeepOperands(d), d.StateSize, UnitSlots.None, "Some units of h keep their value.",
        RecurrentDirection.WrittenForBoth(["h_t = k h_{t-1} + (1 - k) h'"]), body =>
        {
            body.Line("V h = V.Load(ref hNext, unit);");
            Zoneout.EmitStore(body, d);
        });

    /// <summary>The pass that adds up the gradient of the projected h.</summary>
    public static UnitPass StatePass(RecurrentDirection d) => new(
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
