using LstmGen.Generator.Emitting;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>
/// The LSTM with layer normalisation (Ba et al. 2016, arXiv:1607.06450): both products are normalised over all gates of a
/// row, and c is on its way to h. So a step takes two passes over its units, with whole rows in between.
/// </summary>
internal sealed class NormalizedLstmCell(LstmSpec spec, PeepholeWeights? peepholes, NormalizationWeights norm) : LstmCell(spec, peepholes)
{
    public override IEnumerable<ParameterPlan> Extra => base.Extra.Concat(norm.All);

    protected override IEnumerable<string> PreActivationEquations =>
    [
        $"a = LN(x_t W_ih^T) gain_ih + LN(h_{{t-1}} W_hh^T) gain_hh + b_ih + b_hh    [rows, {Gates.Count} x {Hidden}], gates {string.Join(" ", Gates)}",
        "LN(v) = (v - mean(v)) / sqrt(variance(v) + 1e-5), over a whole row",
    ];

    protected override string HiddenEquation => "h_t = o * tanh(LN(c_t) gain_c + shift_c)";

    public override string StepReason => "whole rows of gates and of c are normalised within a step";

    public override IlgpuCell Ilgpu(RecurrentDirection d) => new IlgpuNormalizedLstm(d, Options, Peepholes, norm);

    private string AllGates => GateWindow.All(Gates.Count).Layout(this);

    private string Dense => $"GateLayout.Dense({Hidden})";

    public override string InputGates(RecurrentDirection d) => d.Name + "InputGateGradient";

    public override string RecurrentGates(RecurrentDirection d) => d.Name + "RecurrentGateGradient";

    public override void AddBuffers(PlanBuilder plan, RecurrentDirection d)
    {
        base.AddBuffers(plan, d);
        string time = d.Input.Time;
        plan.KeptBuffer(d.Name + "InputNormal", GateStride, "LN(W_ih x)", time);
        plan.KeptBuffer(d.Name + "InputScale", 1, "1 / deviation of W_ih x", time);
        plan.KeptBuffer(d.Name + "RecurrentNormal", GateStride, "LN(W_hh h)", time);
        plan.KeptBuffer(d.Name + "RecurrentScale", 1, "1 / deviation of W_hh h", time);
        plan.KeptBuffer(d.Name + "CellNormal", Stride, "LN(c)", time);
        plan.KeptBuffer(d.Name + "CellScale", 1, "1 / deviation of c", time);
        plan.StepBuffer(InputGates(d), GateStride, "gradient of W_ih x", trainingOnly: true, time: time);
        plan.StepBuffer(RecurrentGates(d), GateStride, "gradient of W_hh h", trainingOnly: true, time: time);
        plan.StepBuffer(d.Name + "CellNormalGradient", Stride, "gradient of LN(c) gain_c + shift_c", trainingOnly: true, time: time);
        plan.RowBuffer(d.Name + "CellShare", Stride, "what the gradient of h gives to c, at the step at hand", trainingOnly: true, time: time);
    }

    public override void AddPacked(PlanBuilder plan, RecurrentDirection d)
    {
        PackedProducts.Bias(plan, d);
        PackedProducts.Input(plan, d);
        PackedProducts.InputTransposed(plan, d);
        PackedProducts.Recurrent(plan, d, d.Name + "Recurrent", RecurrentWindow, RecurrentWeight!.Slice("parameters"));
        Peepholes?.Pack(plan, d);
        norm.Pack(plan, d);
    }

    public override void EmitForwardHead(CodeWriter w, RecurrentDirection d)
    {
        using (w.Open("if (ws.Training && time.Ragged)"))
        {
            foreach (var (buffer, stride) in new[] { ("InputNormal", GateStride), ("RecurrentNormal", GateStride), ("CellNormal", Stride) })
                w.Line($"RecurrentState.ClearEnded(time, ws.{d.Name}{buffer}.Span, {stride}, 0, rowBegin, rowEnd);");
            if (Options.KeepsNewCell)
                w.Line($"RecurrentState.ClearEnded(time, ws.{d.Name}CellNew.Span, {Stride}, 0, rowBegin, rowEnd);");
        }
    }

    // W_ih x is normalised step by step.
    public override string? WeightsAhead(RecurrentDirection d) => null;

    public override void EmitForwardStep(CodeWriter w, RecurrentDirection d) => w.Line($"""
        Span<float> inputNormal = {RecurrentDirection.AtKeptStep(d.Name + "InputNormal", GateStride)}, recurrentNormal = {RecurrentDirection.AtKeptStep(d.Name + "RecurrentNormal", GateStride)};
        PanelGemm.Multiply(ws.Packed.{d.InputWeights}, rows, default, xt, {d.Input.Stride}, inputNormal, {GateStride}, accumulate: false);
        PanelGemm.Multiply(ws.Packed.{d.Name}Recurrent, rows, default, {d.Read}, {StateStride}, recurrentNormal, {GateStride}, accumulate: false);
        RowNormalization.Forward(inputNormal, rows, {AllGates}, {RecurrentDirection.AtKeptStep(d.Name + "InputScale", 1)});
        RowNormalization.Forward(recurrentNormal, rows, {AllGates}, {RecurrentDirection.AtKeptStep(d.Name + "RecurrentScale", 1)});
        {CellPass.Call(d.Layer + "Cell", $"0, {Panels}", GateOperands(d))}
        Span<float> cellNormal = {RecurrentDirection.AtKeptStep(d.Name + "CellNormal", Stride)};
        {NewCellOperand(d, false).Rows}.Slice(0, rows * {Stride}).CopyTo(cellNormal);
        RowNormalization.Forward(cellNormal, rows, {Dense}, {RecurrentDirection.AtKeptStep(d.Name + "CellScale", 1)});
        {CellPass.Call(d.Layer + "Hidden", $"0, {Panels}", HiddenOperands(d))}
        """);

    private List<CellOperand> GateOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentForward.Cell(d),
        new("inputNormal", new RowsAt("inputNormal", d.Name + "InputNormal", "t"), GateStride),
        new("recurrentNormal", new RowsAt("recurrentNormal", d.Name + "RecurrentNormal", "t"), GateStride),
        PackedVector.Operand(d, "inputGain", "InputGain"), PackedVector.Operand(d, "recurrentGain", "RecurrentGain"),
        new("bias", PackedVector.Rows(d.Bias), 0), .. Operands(d, forward: true),
    ];

    private List<CellOperand> HiddenOperands(RecurrentDirection d) =>
        [RecurrentForward.Gates(d), new("cellNormal", new RowsAt("cellNormal", d.Name + "CellNormal", "t"), Stride), .. CellGain(d), .. RecurrentForward.Hidden(d)];

    private static IEnumerable<CellOperand> CellGain(RecurrentDirection d) =>
        [PackedVector.Operand(d, "cellGain", "CellGain"), PackedVector.Operand(d, "cellShift", "CellShift")];

    protected override string PreActivation(int slot) =>
        $"V.MultiplyAdd({At("inputNormal", slot)}, {At("inputGain", slot)}, V.MultiplyAdd({At("recurrentNormal", slot)}, {At("recurrentGain", slot)}, {At("bias", slot)}))";

    private string At(string row, int slot) => $"V.LoadPanels(in {row}, {Index(slot)}, {PanelStride})";

    public override IEnumerable<UnitPass> ForwardPasses(RecurrentDirection d)
    {
        yield return new UnitPass(
            d.Layer + "Cell", GateOperands(d), Stride, PanelStride, "Gates and c of units [8 panel, 8 panelEnd).", d.WrittenForBoth(Equations), EmitStoredGates);
        yield return new UnitPass(d.Layer + "Hidden", HiddenOperands(d), Stride, PanelStride, "h of units [8 panel, 8 panelEnd).", HiddenEquation, body =>
        {
            body.Line($"V h = {LoadGate(OutputGate)} * V.Tanh(V.MultiplyAdd(V.Load(in cellNormal, unit), V.Load(in cellGain, unit), V.Load(in cellShift, unit)));");
            RecurrentForward.EmitStore(body, d);
        });
    }

    public override void EmitBackwardHead(CodeWriter w, RecurrentDirection d)
    {
        using (w.Open("if (time.Ragged)"))
        {
            foreach (var (buffer, stride) in new[] { (InputGates(d), GateStride), (RecurrentGates(d), GateStride), (d.Name + "CellNormalGradient", Stride) })
                w.Line($"RecurrentState.ClearEnded(time, ws.{buffer}.Span, {stride}, 0, rowBegin, rowEnd);");
        }
    }

    public override void EmitBackwardStep(CodeWriter w, RecurrentDirection d) => w.Line($"""
        {CellPass.Call(d.Layer + "HiddenBackward", $"0, {Panels}", HiddenBackwardOperands(d))}
        RowNormalization.Backward({RecurrentDirection.AtStep(d.Name + "CellNormalGradient", Stride)}, ws.Packed.{d.Name}CellGain.Span, {RecurrentDirection.AtStep(d.Name + "CellNormal", Stride)}, {RecurrentDirection.AtStep(d.Name + "CellScale", 1)}, rows, {Dense}, {RecurrentDirection.AtRows(d.Name + "CellShare", Stride)});
        {CellPass.Call(d.Layer + "CellBackward", $"0, {Panels}", CellBackwardOperands(d))}
        RowNormalization.Backward(gate, ws.Packed.{d.Name}InputGain.Span, {RecurrentDirection.AtStep(d.Name + "InputNormal", GateStride)}, {RecurrentDirection.AtStep(d.Name + "InputScale", 1)}, rows, {AllGates}, {RecurrentDirection.AtStep(InputGates(d), GateStride)});
        RowNormalization.Backward(gate, ws.Packed.{d.Name}RecurrentGain.Span, {RecurrentDirection.AtStep(d.Name + "RecurrentNormal", GateStride)}, {RecurrentDirection.AtStep(d.Name + "RecurrentScale", 1)}, rows, {AllGates}, {RecurrentDirection.AtStep(RecurrentGates(d), GateStride)});
        """);

    private List<CellOperand> HiddenBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentBackward.Hidden(d),
        new("cellNormal", RecurrentDirection.AtStep(d.Name + "CellNormal", Stride), Stride), .. CellGain(d),
        new("dNormal", RecurrentDirection.AtStep(d.Name + "CellNormalGradient", Stride), Stride, Writable: true),
    ];

    private List<CellOperand> CellBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentBackward.Cell(d),
        new("dcShare", RecurrentDirection.AtRows(d.Name + "CellShare", Stride), Stride), .. Operands(d, forward: false),
    ];

    public override IEnumerable<UnitPass> BackwardPasses(RecurrentDirection d)
    {
        yield return new UnitPass(
            d.Layer + "HiddenBackward", HiddenBackwardOperands(d), Stride, PanelStride, "Gradients of o, in its place, and of the normalised c.",
            "do = dh tanh(u) o (1 - o)    du = dh o (1 - tanh(u)^2)    u = LN(c_t) gain_c + shift_c", body =>
            {
                RecurrentBackward.EmitUnits(body, d);
                body.Line($"""
                    V o = {LoadGate(OutputGate)};
                    V tanhC = V.Tanh(V.MultiplyAdd(V.Load(in cellNormal, unit), V.Load(in cellGain, unit), V.Load(in cellShift, unit)));
                    V.Store(dhUnits * o * {OneMinusSquare("tanhC")}, ref dNormal, unit);
                    {StoreGate(OutputGate, "dhUnits * tanhC * o * (V.One - o)")}
                    """);
            });
        yield return new UnitPass(
            d.Layer + "CellBackward", CellBackwardOperands(d), Stride, PanelStride, "Gradients of i, f and g, in their place, and of c_(t-1).",
            d.WrittenForBoth(Derivatives), body =>
            {
                body.Line($"V da_o = {LoadGate(OutputGate)}, dcHidden = V.Load(in dcShare, unit), c = V.Load(in {NewCell}, unit);");
                EmitCellBackward(body);
            });
    }

    public override void EmitExtraGradients(CodeWriter w, RecurrentDirection d)
    {
        base.EmitExtraGradients(w, d);
        for (int gate = 0; gate < Gates.Count; gate++)
        {
            string layout = $"new GateLayout({Hidden}, {Gates.Count}, {gate}, 1)";
            foreach (var (gain, normal) in new[] { (norm.Input, "InputNormal"), (norm.Recurrent, "RecurrentNormal") })
                w.Line($"UnitProducts.Accumulate(gradients.Slice({gain.Offset + gate * Hidden}, {Hidden}), da, {GateStride}, {layout}, ws.{d.Name}{normal}.Span, {GateStride}, {layout}, pairs, panel, panelEnd);");
        }

        w.Line($"""
            UnitProducts.Accumulate({norm.Cell.Slice("gradients")}, ws.{d.Name}CellNormalGradient.Span, {Stride}, {Dense}, ws.{d.Name}CellNormal.Span, {Stride}, {Dense}, pairs, panel, panelEnd);
            WeightGradient.AccumulateBias({norm.CellShift.Slice("gradients")}, {Dense}, GateSlots.One, ws.{d.Name}CellNormalGradient.Span, {Stride}, pairs, panel, panelEnd);
            """);
    }
}
