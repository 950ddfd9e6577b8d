using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Gru;

/// <summary>
/// The GRU whose reset gate acts before the recurrent product (Cho et al. 2014, arXiv:1406.1078): n needs r of all units, so
/// a step takes two passes with a product in between.
/// </summary>
internal sealed class ResetBeforeGruCell : RecurrentCell
{
    public override IReadOnlyList<string> Gates => ["r", "z", "n"];

    public override GateWindow RecurrentWindow => new(0, 2, "GruSlots.ResetAndUpdate", "0 1");

    public override GateWindow RecurrentBiasWindow => InputWindow;

    public override IReadOnlyList<string> States => [];

    public override bool HasDirectPath => true;

    public override bool ReadsDropped => true;

    public override bool SharesReadGradient => true;

    public override string? StepReason => "a step takes two products, with r of all units between them";

    public override IlgpuCell Ilgpu(RecurrentDirection d) => new IlgpuResetBeforeGru(d, this);

    public static GateWindow CandidateWindow => new(2, 1, "GruSlots.Candidate", "2");

    public override IReadOnlyList<string> Equations =>
    [
        $"r, z = sigmoid(x_t W_ih^T + b_ih + h_{{t-1}} W_hh^T + b_hh)    [rows, H] each",
        "n = tanh(x_t W_in^T + b_in + (r * h_{t-1}) W_hn^T + b_hn)",
        "h_t = (1 - z) * n + z * h_{t-1}",
    ];

    public override IReadOnlyList<string> Derivatives =>
    [
        "dn = dh (1 - z) (1 - n^2)    dz = dh (h_{t-1} - n) z (1 - z)    dh_{t-1} = dh z",
        "ds = dn W_hn    dr = ds h_{t-1} r (1 - r)    dh_{t-1} += ds r",
    ];

    // Rows of W_hh: those of r and z, then those of n.
    public string UpdateRows(string block, string slice = "Slice") =>
        $"{block}.{slice}({RecurrentWeight!.Offset}, {2 * Hidden * StateSize})";

    public string CandidateRows(string block, string slice = "Slice") =>
        $"{block}.{slice}({RecurrentWeight!.Offset + 2L * Hidden * StateSize}, {Hidden * StateSize})";

    public static string ResetHidden(RecurrentDirection d) => d.Name + "ResetHidden";

    public static string ResetGradient(RecurrentDirection d) => d.Name + "ResetGradient";

    public override void AddBuffers(PlanBuilder plan, RecurrentDirection d)
    {
        plan.KeptBuffer(ResetHidden(d), StateStride, "r * h of the step before", d.Input.Time);
        plan.RowBuffer(ResetGradient(d), StateStride, "its gradient at the step at hand", trainingOnly: true, time: d.Input.Time);
    }

    public override void AddPacked(PlanBuilder plan, RecurrentDirection d)
    {
        PackedCopies.Bias(plan, d);
        PackedCopies.Input(plan, d);
        PackedCopies.InputTransposed(plan, d);
        PackedCopies.Recurrent(plan, d, d.Name + "Recurrent", RecurrentWindow, UpdateRows("parameters"));
        PackedCopies.Recurrent(plan, d, d.Name + "Candidate", CandidateWindow, CandidateRows("parameters"));
    }

    public override void EmitForwardHead(CodeWriter w, RecurrentDirection d) => w.Line($"""
        PackedMatrix inputWeights = {d.Packed(x => x.InputWeights)}, recurrentWeights = {d.Packed(x => x.Name + "Recurrent")}, candidateWeights = {d.Packed(x => x.Name + "Candidate")};
        ReadOnlySpan<float> bias = {d.Packed(x => x.Bias)}.Span;
        if (ws.Training && time.Ragged)
            RecurrentState.ClearEnded(time, {d.Ws(ResetHidden)}.Span, {StateStride}, 0, rowBegin, rowEnd);
        """);

    public override string? WeightsAhead(RecurrentDirection d) => d.InputWeights;

    public override void EmitForwardStep(CodeWriter w, RecurrentDirection d) => w.Line($"""
        Span<float> resetHidden = {d.AtKeptStep(ResetHidden, StateStride)};
        if (!ahead)
            PanelGemm.Multiply(inputWeights, rows, bias, xt, {d.Input.Stride}, gate, {GateStride}); // r z n
        PanelGemm.Multiply(recurrentWeights, rows, default, {d.Read}, {StateStride}, gate, {GateStride}, accumulate: true); // r z
        {CellPass.Call(d, $"0, {Panels}", ResetPass(d))}
        PanelGemm.Multiply(candidateWeights, rows, default, resetHidden, {StateStride}, gate, {GateStride}, accumulate: true); // n
        {CellPass.Call(d, $"0, {Panels}", RecurrentForward.Pass(d))}
        """);

    private List<CellOperand> ResetOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), new("hBefore", d.Read, StateStride),
        new("resetHidden", new RowsAt("resetHidden", ResetHidden(d), "t"), StateStride, Writable: true),
    ];

    public override IEnumerable<UnitPass> ForwardPasses(RecurrentDirection d) => [ResetPass(d), .. base.ForwardPasses(d)];

    public UnitPass ResetPass(RecurrentDirection d) => new(
        "Reset", ResetOperands(d), Hidden, UnitSlots, "The reset gate of units [8 panel, 8 panelEnd), and what it leaves of h.",
        RecurrentDirection.WrittenForBoth(["r = sigmoid(a)    s = r * h_{t-1}"]), body => body.Line($"""
            V r = V.Sigmoid({LoadGate(0)});
            V.Store(r * V.Load(in hBefore, unit), ref resetHidden, unit);
            {StoreGate(0, "r")}
            """));

    public override void EmitForward(CodeWriter w) => w.Line($"""
        V z = V.Sigmoid({LoadGate(1)});
        V n = V.Tanh({LoadGate(2)});
        V h = V.MultiplyAdd(z, V.Load(in hPrevious, unit) - n, n); // (1 - z) * n + z * h_(t-1)
        {StoreGate(1, "z")}
        {StoreGate(2, "n")}
        """);

    public override void EmitBackwardStep(CodeWriter w, RecurrentDirection d)
    {
        base.EmitBackwardStep(w, d);
        w.Line($"""
            PanelGemm.Multiply({d.Packed(x => x.Name + "CandidateTransposed")}, rows, default, gate, {GateStride}, {d.AtRows(ResetGradient, StateStride)}, {StateStride}, accumulate: false); // ds = dn W_hn
            {CellPass.Call(d, $"0, {Panels}", ResetBackwardPass(d))}
            """);
    }

    private List<CellOperand> ResetBackwardOperands(RecurrentDirection d) =>
    [
        RecurrentForward.Gates(d), new("hBefore", d.Read, StateStride),
        new("dReset", d.AtRows(ResetGradient, StateStride), StateStride),
        new("dhBefore", d.ReadGradient with { Text = $"{d.ReadGradient}.Slice(rowBegin * {StateStride})" }, StateStride, Writable: true),
    ];

    public override IEnumerable<UnitPass> BackwardPasses(RecurrentDirection d) => [.. base.BackwardPasses(d), ResetBackwardPass(d)];

    public UnitPass ResetBackwardPass(RecurrentDirection d) => new(
        "ResetBackward", ResetBackwardOperands(d), Hidden, UnitSlots,
        "Gradient of the reset gate, in its place, and its share of dh_(t-1).",
        RecurrentDirection.WrittenForBoth([Derivatives[1]]), body => body.Line($"""
            V r = {LoadGate(0)}, ds = V.Load(in dReset, unit);
            V.Store({(Spec.RecurrentDropout > 0 ? "ds * r" : "V.MultiplyAdd(ds, r, V.Load(ref dhBefore, unit))")}, ref dhBefore, unit);
            {StoreGate(0, "ds * V.Load(in hBefore, unit) * r * (V.One - r)")}
            """));

    public override void EmitBackward(CodeWriter w, HiddenGradient hidden) => w.Line($"""
        V z = {LoadGate(1)}, n = {LoadGate(2)};
        {StoreGate(1, "dhUnits * (V.Load(in hPrevious, unit) - n) * z * (V.One - z)")} // dz
        {StoreGate(2, $"dhUnits * (V.One - z) * {OneMinusSquare("n")}")} // dn
        {hidden.StoreDirect("dhUnits * z")} // dh_(t-1) = dh z
        """);

    public override void EmitRecurrentWeightGradient(CodeWriter w, RecurrentDirection d, ParameterPlan? bias)
    {
        string channels = $"new Channels(1, {StateSize})";
        RecurrentGradients.EmitWeight(
            w, UpdateRows("gradients"), RecurrentWindow, "da", this, "hRead", StateStride, channels, "panel, panelEnd", bias);
        RecurrentGradients.EmitWeight(
            w, CandidateRows("gradients"), CandidateWindow, "da", this, $"{d.Ws(ResetHidden)}.Span", StateStride, channels,
            "panel, panelEnd");
    }
}
