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
    private NormalizationWeights Weights => norm;

    public override IEnumerable<ParameterPlan> Extra => base.Extra.Concat(norm.All);

    protected override IEnumerable<string> PreActivationEquations =>
    [
        $"a = LN(x_t W_ih^T) gain_ih + LN(h_{{t-1}} W_hh^T) gain_hh + b_ih + b_hh    [rows, {Gates.Count} x H], "
            + $"gates {string.Join(" ", Gates)}",
        "LN(v) = (v - mean(v)) / sqrt(variance(v) + 1e-5), over a whole row",
    ];

    protected override string HiddenEquation => "h_t = o * tanh(LN(c_t) gain_c + shift_c)";

    public override string StepReason => "whole rows of gates and of c are normalised within a step";

    public override IlgpuCell Ilgpu(RecurrentDirection d) => new IlgpuNormalizedLstm(d, Options, Peepholes, norm);

    private string AllGates(RecurrentDirection d) => GateWindow.All(Gates.Count).Layout(d);

    private static string Dense(RecurrentDirection d) => $"GateLayout.Dense({d.Units})";

    public override string InputGates(RecurrentDirection d) => d.Name + "InputGateGradient";

    public override string RecurrentGates(RecurrentDirection d) => d.Name + "RecurrentGateGradient";

    public override void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
        base.AddBuffers(buffers, d);
        string time = d.TimeName;
        buffers.KeptBuffer(d.Name + "InputNormal", d.GateStride, "LN(W_ih x)", time);
        buffers.KeptBuffer(d.Name + "InputScale", 1, "1 / deviation of W_ih x", time);
        buffers.KeptBuffer(d.Name + "RecurrentNormal", d.GateStride, "LN(W_hh h)", time);
        buffers.KeptBuffer(d.Name + "RecurrentScale", 1, "1 / deviation of W_hh h", time);
        buffers.KeptBuffer(d.Name + "CellNormal", d.Stride, "LN(c)", time);
        buffers.KeptBuffer(d.Name + "CellScale", 1, "1 / deviation of c", time);
        buffers.StepBuffer(InputGates(d), d.GateStride, "gradient of W_ih x", trainingOnly: true, time: time);
        buffers.StepBuffer(RecurrentGates(d), d.GateStride, "gradient of W_hh h", trainingOnly: true, time: time);
        buffers.StepBuffer(d.Name + "CellNormalGradient", d.Stride, "gradient of LN(c) gain_c + shift_c", trainingOnly: true, time: time);
        buffers.RowBuffer(
            d.Name + "CellShare", d.Stride, "what the gradient of h gives to c, at the step at hand", trainingOnly: true, time: time);
    }

    public override void AddPacked(LayerMemory memory, RecurrentDirection d)
    {
        PackedCopies.Bias(memory, d);
        PackedCopies.Input(memory, d);
        PackedCopies.InputTransposed(memory, d);
        PackedCopies.Recurrent(memory, d, d.Name + "Recurrent", RecurrentWindow, RecurrentPlaces.RecurrentWeight(d, "parameters"));
        Peepholes?.Pack(memory, d);
        PackGain(memory, d, "InputGain", x => Norm(x).Input);
        PackGain(memory, d, "RecurrentGain", x => Norm(x).Recurrent);
        PackedVector.Add(memory, d, "CellGain", x => Norm(x).Cell);
        PackedVector.Add(memory, d, "CellShift", x => Norm(x).CellShift);
    }

    private void PackGain(LayerMemory memory, RecurrentDirection d, string name, Func<RecurrentDirection, ParameterPlan> gain) =>
        memory.Pack(
        d.Name + name, RuntimeNames.AlignedBuffer, $"new AlignedBuffer({d.GateStride})",
        $"{(d.Scope is null ? gain(d).Comment : $"one for each gate, [{d.GateStride}],")} in panels of 8 units", false,
        $"PackedMatrix.PackBias({d.Own(d.Name + name)}.Span, {AllGates(d)}, {d.Slice(name + "Place", "parameters", gain)}, "
            + $"{GateWindow.All(Gates.Count).Slots}, add: false);");

    public override void EmitForwardHead(CodeWriter w, RecurrentDirection d)
    {
        using (w.Open("if (ws.Training && time.Ragged)"))
        {
            foreach (var (buffer, stride) in new[] { ("InputNormal", d.GateStride), ("RecurrentNormal", d.GateStride), ("CellNormal",
                d.Stride) })
                w.Line($"RecurrentState.ClearEnded(time, {d.Ws(x => x.Name + buffer)}.Span, {stride}, 0, rowBegin, rowEnd);");
            if (Options.KeepsNewCell)
                w.Line($"RecurrentState.ClearEnded(time, {d.Ws(x => x.Name + "CellNew")}.Span, {d.Stride}, 0, rowBegin, rowEnd);");
        }
    }

    // W_ih x is normalised step by step.
    public override string? WeightsAhead(RecurrentDirection d) => null;

    public override void EmitForwardStep(CodeWriter w, RecurrentDirection d) => w.Line($"""
        Span<float> inputNormal = {d.AtKeptStep(x => x.Name + "InputNormal", d.GateStride)}, recurrentNormal = {d.AtKeptStep(x => x.Name + "RecurrentNormal", d.GateStride)};
        PanelGemm.Multiply({d.Packed(x => x.InputWeights)}, rows, default, xt, {d.InputStride}, inputNormal, {d.GateStride}, accumulate: false);
        PanelGemm.Multiply({d.Packed(x => x.Name + "Recurrent")}, rows, default, {d.Read}, {d.StateStride}, recurrentNormal, {d.GateStride}, accumulate: false);
        RowNormalization.Forward(inputNormal, rows, {AllGates(d)}, {d.AtKeptStep(x => x.Name + "InputScale", 1)});
        RowNormalization.Forward(recurrentNormal, rows, {AllGates(d)}, {d.AtKeptStep(x => x.Name + "RecurrentScale", 1)});
        {CellPass.Call(d, $"0, {d.Panels}", GatePass(d))}
        Span<float> cellNormal = {d.AtKeptStep(x => x.Name + "CellNormal", d.Stride)};
        {NewCellOperand(d, false).Rows}.Slice(0, rows * {d.Stride}).CopyTo(cellNormal);
        RowNormalization.Forward(cellNormal, rows, {Dense(d)}, {d.AtKeptStep(x => x.Name + "CellScale", 1)});
        {CellPass.Call(d, $"0, {d.Panels}", HiddenPass(d))}
        """);

    private List<CellOperand> GateOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentForward.Cell(d),
        new("inputNormal", new RowsAt("inputNormal", d.Name + "InputNormal", "t"), d.GateStride),
        new("recurrentNormal", new RowsAt("recurrentNormal", d.Name + "RecurrentNormal", "t"), d.GateStride),
        PackedVector.Operand(d, "inputGain", "InputGain"), PackedVector.Operand(d, "recurrentGain", "RecurrentGain"),
        new("bias", PackedVector.Rows(d, x => x.Bias), 0), .. Operands(d, forward: true),
    ];

    private static List<CellOperand> HiddenOperands(RecurrentDirection d) =>
        [RecurrentForward.Gates(d), new("cellNormal", new RowsAt("cellNormal", d.Name + "CellNormal", "t"), d.Stride), .. CellGain(d),
            .. RecurrentForward.Hidden(d)];

    private static IEnumerable<CellOperand> CellGain(RecurrentDirection d) =>
        [PackedVector.Operand(d, "cellGain", "CellGain"), PackedVector.Operand(d, "cellShift", "CellShift")];

    protected override string PreActivation(int slot) =>
        $"V.MultiplyAdd({At("inputNormal", slot)}, {At("inputGain", slot)}, V.MultiplyAdd({At("recurrentNormal", slot)}, "
            + $"{At("recurrentGain", slot)}, {At("bias", slot)}))";

    private string At(string row, int slot) => $"V.LoadPanels(in {row}, {Index(slot)}, {PanelStride})";

    public override IEnumerable<UnitPass> ForwardPasses(RecurrentDirection d) => [GatePass(d), HiddenPass(d)];

    private UnitPass GatePass(RecurrentDirection d) => new(
        "Cell", GateOperands(d), d.Units, UnitSlots, "Gates and c of units [8 panel, 8 panelEnd).",
        RecurrentDirection.WrittenForBoth(Equations), EmitStoredGates);

    private UnitPass HiddenPass(RecurrentDirection d) => new(
        "Hidden", HiddenOperands(d), d.Units, UnitSlots, "h of units [8 panel, 8 panelEnd).", HiddenEquation, body =>
        {
            body.Line($"V h = {LoadGate(OutputGate)} * V.Tanh(V.MultiplyAdd(V.Load(in cellNormal, unit), V.Load(in cellGain, unit), "
                + "V.Load(in cellShift, unit)));");
            RecurrentForward.EmitStore(body, d);
        });

    public override void EmitBackwardHead(CodeWriter w, RecurrentDirection d)
    {
        using (w.Open("if (time.Ragged)"))
        {
            foreach (var (buffer, stride) in new[] { (d.Ws(InputGates), d.GateStride), (d.Ws(RecurrentGates), d.GateStride),
                (d.Ws(x => x.Name + "CellNormalGradient"), d.Stride) })
                w.Line($"RecurrentState.ClearEnded(time, {buffer}.Span, {stride}, 0, rowBegin, rowEnd);");
        }
    }

    public override void EmitBackwardStep(CodeWriter w, RecurrentDirection d) => w.Line($"""
        {CellPass.Call(d, $"0, {d.Panels}", HiddenBackwardPass(d))}
        RowNormalization.Backward({d.AtStep(x => x.Name + "CellNormalGradient", d.Stride)}, {d.Packed(x => x.Name + "CellGain")}.Span, {d.AtStep(x => x.Name + "CellNormal", d.Stride)}, {d.AtStep(x => x.Name + "CellScale", 1)}, rows, {Dense(d)}, {d.AtRows(x => x.Name + "CellShare", d.Stride)});
        {CellPass.Call(d, $"0, {d.Panels}", CellBackwardPass(d))}
        RowNormalization.Backward(gate, {d.Packed(x => x.Name + "InputGain")}.Span, {d.AtStep(x => x.Name + "InputNormal", d.GateStride)}, {d.AtStep(x => x.Name + "InputScale", 1)}, rows, {AllGates(d)}, {d.AtStep(InputGates, d.GateStride)});
        RowNormalization.Backward(gate, {d.Packed(x => x.Name + "RecurrentGain")}.Span, {d.AtStep(x => x.Name + "RecurrentNormal", d.GateStride)}, {d.AtStep(x => x.Name + "RecurrentScale", 1)}, rows, {AllGates(d)}, {d.AtStep(RecurrentGates, d.GateStride)});
        """);

    private static List<CellOperand> HiddenBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentBackward.Hidden(d),
        new("cellNormal", d.AtStep(x => x.Name + "CellNormal", d.Stride), d.Stride), .. CellGain(d),
        new("dNormal", d.AtStep(x => x.Name + "CellNormalGradient", d.Stride), d.Stride, Writable: true),
    ];

    private List<CellOperand> CellBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), .. RecurrentBackward.Cell(d),
        new("dcShare", d.AtRows(x => x.Name + "CellShare", d.Stride), d.Stride), .. Operands(d, forward: false),
    ];

    public override IEnumerable<UnitPass> BackwardPasses(RecurrentDirection d) => [HiddenBackwardPass(d), CellBackwardPass(d)];

    private UnitPass HiddenBackwardPass(RecurrentDirection d) => new(
        "HiddenBackward", HiddenBackwardOperands(d), d.Units, UnitSlots, "Gradients of o, in its place, and of the normalised c.",
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
        "CellBackward", CellBackwardOperands(d), d.Units, UnitSlots, "Gradients of i, f and g, in their place, and of c_(t-1).",
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
            int slot = gate;
            string layout = $"new GateLayout({d.Units}, {Gates.Count}, {gate}, 1)";
            foreach (string side in new[] { "Input", "Recurrent" })
            {
                ParameterPlan Gain(RecurrentDirection x) => side == "Input" ? Norm(x).Input : Norm(x).Recurrent;
                string normal = side + "Normal", slice = $"gradients.Slice({Gain(d).Offset + gate * Hidden}, {Hidden})";
                string sum = d.Slice(
                    $"{side}Gain{Gates[gate]}", "gradients", slice, x => (Gain(x).Offset + (long)slot * x.Cell.Hidden, x.Cell.Hidden));
                w.Line($"UnitProducts.Accumulate({sum}, da, {d.GateStride}, {layout}, {d.Ws(x => x.Name + normal)}.Span, {d.GateStride}, "
                    + $"{layout}, pairs, panel, panelEnd);");
            }
        }

        w.Line($"""
            UnitProducts.Accumulate({d.Slice("CellGainPlace", "gradients", x => Norm(x).Cell)}, {d.Ws(x => x.Name + "CellNormalGradient")}.Span, {d.Stride}, {Dense(d)}, {d.Ws(x => x.Name + "CellNormal")}.Span, {d.Stride}, {Dense(d)}, pairs, panel, panelEnd);
            WeightGradient.AccumulateBias({d.Slice("CellShiftPlace", "gradients", x => Norm(x).CellShift)}, {Dense(d)}, GateSlots.One, {d.Ws(x => x.Name + "CellNormalGradient")}.Span, {d.Stride}, pairs, panel, panelEnd);
            """);
    }

    private static NormalizationWeights Norm(RecurrentDirection d) => ((NormalizedLstmCell)d.Cell).Weights;
}
