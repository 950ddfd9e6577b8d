using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

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
        $"a = LN(x_t W_ih^T) gain_ih + LN(h_{{t-1}} W_hh^T) gain_hh + b_ih + b_hh    [rows, {Gates.Count} x H], gates {string.Join(" ", Gates)}",
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
        plan.RowBuffer(
            d.Name + "CellShare", Stride, "what the gradient of h gives to c, at the step at hand", trainingOnly: true, time: time);
    }

    public override void AddPacked(PlanBuilder plan, RecurrentDirection d)
    {
        PackedCopies.Bias(plan, d);
        PackedCopies.Input(plan, d);
        PackedCopies.InputTransposed(plan, d);
        PackedCopies.Recurrent(plan, d, d.Name + "Recurrent", RecurrentWindow, RecurrentWeight!.Slice("parameters"));
        Peepholes?.Pack(plan, d);
        norm.Pack(plan, d);
    }

    public override void EmitForwardHead(CodeWriter w, RecurrentDirection d)
    {
        using (w.Open("if (ws.Training && time.Ragged)"))
        {
            foreach (var (buffer, stride) in new[] { ("InputNormal", GateStride), ("RecurrentNormal", GateStride), ("CellNormal", Stride) })
                w.Line($"RecurrentState.ClearEnded(time, {d.Ws(x => x.Name + buffer)}.Span, {stride}, 0, rowBegin, rowEnd);");
            if (Options.KeepsNewCell)
                w.Line($"RecurrentState.ClearEnded(time, {d.Ws(x => x.Name + "CellNew")}.Span, {Stride}, 0, rowBegin, rowEnd);");
        }
    }

    // W_ih x is normalised step by step.
    public override string? WeightsAhead(RecurrentDirection d) => null;

    public override void EmitForwardStep(CodeWriter w, RecurrentDirection d) => w.Line($"""
        Span<float> inputNormal = {d.AtKeptStep(x => x.Name + "InputNormal", GateStride)}, recurrentNormal = {d.AtKeptStep(x => x.Name + "RecurrentNormal", GateStride)};
        PanelGemm.Multiply({d.Packed(x => x.InputWeights)}, rows, default, xt, {d.Input.Stride}, inputNormal, {GateStride}, accumulate: false);
        PanelGemm.Multiply({d.Packed(x => x.Name + "Recurrent")}, rows, default, {d.Read}, {StateStride}, recurrentNormal, {GateStride}, accumulate: false);
        RowNormalization.Forward(inputNormal, rows, {AllGates}, {d.AtKeptStep(x => x.Name + "InputScale", 1)});
        RowNormalization.Forward(recurrentNormal, rows, {AllGates}, {d.AtKeptStep(x => x.Name + "RecurrentScale", 1)});
        {CellPass.Call(d, $"0, {Panels}", GatePass(d))}
        Span<float> cellNormal = {d.AtKeptStep(x => x.Name + "CellNormal", Stride)};
        {NewCellOperand(d, false).Rows}.Slice(0, rows * {Stride}).CopyTo(cellNormal);
        RowNormalization.Forward(cellNormal, rows, {Dense}, {d.AtKeptStep(x => x.Name + "CellScale", 1)});
        {CellPass.Call(d, $"0, {Panels}", HiddenPass(d))}
        """);

    private List<CellOperand> GateOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentForward.Cell(d),
        new("inputNormal", new RowsAt("inputNormal", d.Name + "InputNormal", "t"), GateStride),
        new("recurrentNormal", new RowsAt("recurrentNormal", d.Name + "RecurrentNormal", "t"), GateStride),
        PackedVector.Operand(d, "inputGain", "InputGain"), PackedVector.Operand(d, "recurrentGain", "RecurrentGain"),
        new("bias", PackedVector.Rows(d, x => x.Bias), 0), .. Operands(d, forward: true),
    ];

    private List<CellOperand> HiddenOperands(RecurrentDirection d) =>
        [RecurrentForward.Gates(d), new("cellNormal", new RowsAt("cellNormal", d.Name + "CellNormal", "t"), Stride), .. CellGain(d),
            .. RecurrentForward.Hidden(d)];

    private static IEnumerable<CellOperand> CellGain(RecurrentDirection d) =>
        [PackedVector.Operand(d, "cellGain", "CellGain"), PackedVector.Operand(d, "cellShift", "CellShift")];

    protected override string PreActivation(int slot) =>
        $"V.MultiplyAdd({At("inputNormal", slot)}, {At("inputGain", slot)}, V.MultiplyAdd({At("recurrentNormal", slot)}, {At("recurrentGain", slot)}, {At("bias", slot)}))";

    private string At(string row, int slot) => $"V.LoadPanels(in {row}, {Index(slot)}, {PanelStride})";

    public override IEnumerable<UnitPass> ForwardPasses(RecurrentDirection d) => [GatePass(d), HiddenPass(d)];

    private UnitPass GatePass(RecurrentDirection d) => new(
        "Cell", GateOperands(d), Hidden, UnitSlots, "Gates and c of units [8 panel, 8 panelEnd).",
        RecurrentDirection.WrittenForBoth(Equations), EmitStoredGates);

    private UnitPass HiddenPass(RecurrentDirection d) => new(
        "Hidden", HiddenOperands(d), Hidden, UnitSlots, "h of units [8 panel, 8 panelEnd).", HiddenEquation, body =>
        {
            body.Line($"V h = {LoadGate(OutputGate)} * V.Tanh(V.MultiplyAdd(V.Load(in cellNormal, unit), V.Load(in cellGain, unit), V.Load(in cellShift, unit)));");
            RecurrentForward.EmitStore(body, d);
        });

    public override void EmitBackwardHead(CodeWriter w, RecurrentDirection d)
    {
        using (w.Open("if (time.Ragged)"))
        {
            foreach (var (buffer, stride) in new[] { (d.Ws(InputGates), GateStride), (d.Ws(RecurrentGates), GateStride),
                (d.Ws(x => x.Name + "CellNormalGradient"), Stride) })
                w.Line($"RecurrentState.ClearEnded(time, {buffer}.Span, {stride}, 0, rowBegin, rowEnd);");
        }
    }

    public override void EmitBackwardStep(CodeWriter w, RecurrentDirection d) => w.Line($"""
        {CellPass.Call(d, $"0, {Panels}", HiddenBackwardPass(d))}
        RowNormalization.Backward({d.AtStep(x => x.Name + "CellNormalGradient", Stride)}, {d.Packed(x => x.Name + "CellGain")}.Span, {d.AtStep(x => x.Name + "CellNormal", Stride)}, {d.AtStep(x => x.Name + "CellScale", 1)}, rows, {Dense}, {d.AtRows(x => x.Name + "CellShare", Stride)});
        {CellPass.Call(d, $"0, {Panels}", CellBackwardPass(d))}
        RowNormalization.Backward(gate, {d.Packed(x => x.Name + "InputGain")}.Span, {d.AtStep(x => x.Name + "InputNormal", GateStride)}, {d.AtStep(x => x.Name + "InputScale", 1)}, rows, {AllGates}, {d.AtStep(InputGates, GateStride)});
        RowNormalization.Backward(gate, {d.Packed(x => x.Name + "RecurrentGain")}.Span, {d.AtStep(x => x.Name + "RecurrentNormal", GateStride)}, {d.AtStep(x => x.Name + "RecurrentScale", 1)}, rows, {AllGates}, {d.AtStep(RecurrentGates, GateStride)});
        """);

    private List<CellOperand> HiddenBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentBackward.Hidden(d),
        new("cellNormal", d.AtStep(x => x.Name + "CellNormal", Stride), Stride), .. CellGain(d),
        new("dNormal", d.AtStep(x => x.Name + "CellNormalGradient", Stride), Stride, Writable: true),
    ];

    private List<CellOperand> CellBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentBackward.Cell(d),
        new("dcShare", d.AtRows(x => x.Name + "CellShare", Stride), Stride), .. Operands(d, forward: false),
    ];

    public override IEnumerable<UnitPass> BackwardPasses(RecurrentDirection d) => [HiddenBackwardPass(d), CellBackwardPass(d)];

    private UnitPass HiddenBackwardPass(RecurrentDirection d) => new(
        "HiddenBackward", HiddenBackwardOperands(d), Hidden, UnitSlots, "Gradients of o, in its place, and of the normalised c.",
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

    private UnitPass CellBackwardPass(RecurrentDirection d) => new(
        "CellBackward", CellBackwardOperands(d), Hidden, UnitSlots, "Gradients of i, f and g, in their place, and of c_(t-1).",
        RecurrentDirection.WrittenForBoth(Derivatives), body =>
        {
            // Only a clipped c is read.
            string c = Options.CellClip > 0 ? $", c = V.Load(in {NewCell}, unit)" : "";
            body.Line($"V da_o = {LoadGate(OutputGate)}, dcHidden = V.Load(in dcShare, unit){c};");
            EmitCellBackward(body);
        });

    public override void EmitExtraGradients(CodeWriter w, RecurrentDirection d)
    {
        base.EmitExtraGradients(w, d);
        for (int gate = 0; gate < Gates.Count; gate++)
        {
            string layout = $"new GateLayout({Hidden}, {Gates.Count}, {gate}, 1)";
            foreach (var (gain, normal) in new[] { (norm.Input, "InputNormal"), (norm.Recurrent, "RecurrentNormal") })
                w.Line($"UnitProducts.Accumulate(gradients.Slice({gain.Offset + gate * Hidden}, {Hidden}), da, {GateStride}, {layout}, {d.Ws(x => x.Name + normal)}.Span, {GateStride}, {layout}, pairs, panel, panelEnd);");
        }

        w.Line($"""
            UnitProducts.Accumulate({norm.Cell.Slice("gradients")}, {d.Ws(x => x.Name + "CellNormalGradient")}.Span, {Stride}, {Dense}, {d.Ws(x => x.Name + "CellNormal")}.Span, {Stride}, {Dense}, pairs, panel, panelEnd);
            WeightGradient.AccumulateBias({norm.CellShift.Slice("gradients")}, {Dense}, GateSlots.One, {d.Ws(x => x.Name + "CellNormalGradient")}.Span, {Stride}, pairs, panel, panelEnd);
            """);
    }
}
