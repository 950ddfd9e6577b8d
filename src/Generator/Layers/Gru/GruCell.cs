using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Gru;

/// <summary>
/// The GRU whose reset gate acts after the recurrent product, as PyTorch and cuDNN have it. A unit stores q r z n, where q is
/// the recurrent product that r scales: h's product writes q r z, x's product adds to r z n.
/// </summary>
internal sealed class GruCell : RecurrentCell
{
    public override IReadOnlyList<string> Gates => ["r", "z", "n"];

    public override IReadOnlyList<string> Slots => ["q", "r", "z", "n"];

    public override GateWindow InputWindow => new(1, 3, "GruSlots.Input", "1 2 3");

    public override GateWindow RecurrentWindow => new(0, 3, "GruSlots.Recurrent", "1 2 0");

    public override IReadOnlyList<string> States => [];

    public override bool HasDirectPath => true;

    public override IReadOnlyList<string> Equations =>
    [
        $"r, z = sigmoid(x_t W_ih^T + b_ih + h_{{t-1}} W_hh^T + b_hh)    [rows, H] each",
        "q = h_{t-1} W_hn^T + b_hn    n = tanh(x_t W_in^T + b_in + r * q)",
        "h_t = (1 - z) * n + z * h_{t-1}",
    ];

    public override IReadOnlyList<string> Derivatives =>
    [
        "dn = dh (1 - z) (1 - n^2)    dz = dh (h_{t-1} - n) z (1 - z)",
        "dq = dn r    dr = dn q r (1 - r)    dh_{t-1} = dh z",
    ];

    public override void AddPacked(PlanBuilder plan, RecurrentDirection d)
    {
        PackedCopies.Bias(plan, d);
        PackedCopies.Input(plan, d);
        PackedCopies.InputTransposed(plan, d);
        PackedCopies.Recurrent(plan, d, d.Name + "Recurrent", RecurrentWindow, RecurrentWeight!.Slice("parameters"));
    }

    public override void EmitForwardHead(CodeWriter w, RecurrentDirection d) => w.Line($"""
        PackedMatrix inputWeights = {d.Packed(x => x.InputWeights)}, recurrentWeights = {d.Packed(x => x.Name + "Recurrent")};
        ReadOnlySpan<float> bias = {d.Packed(x => x.Bias)}.Span;
        """);

    public override string? WeightsAhead(RecurrentDirection d) => d.InputWeights;

    public override void EmitForwardStep(CodeWriter w, RecurrentDirection d) => EmitPanelLoop(w, "recurrentWeights", () =>
    {
        w.Line(RecurrentForward.ReadAhead(d));
        using (w.Open("if (ahead)"))
            w.Line($"""
                GateRows.Fill(new GateLayout({Hidden}, 4, 0, 1), bias, panel, panelEnd, rows, gate, {GateStride}); // q = b_hn
                PanelGemm.Multiply(recurrentWeights, panel, panelEnd, rows, default, {d.Read}, {StateStride}, {Hidden}, default, 0, 0, gate, {GateStride}); // q r z
                """);
        using (w.Open("else"))
            w.Line($"PanelGemm.MultiplyOverlapping(inputWeights, recurrentWeights, panel, panelEnd, rows, bias, xt, {d.Input.Stride}, {d.Read}, {StateStride}, gate, {GateStride}); // r z n of x, q r z of h");
        w.Line(CellPass.Call(d, "panel, panelEnd", RecurrentForward.Pass(d)));
    });

    public override StreamStep RowProducts(RecurrentDirection d) => new(
        [
            "{0} // r z n",
            $"GateRows.Fill(new GateLayout({Hidden}, 4, 0, 1), {d.Packed(x => x.Bias)}.Span, 0, {Panels}, 1, {d.Ws(x => x.Gates)}.Span, {GateStride}); // q = b_hn",
            "{1} // q r z",
        ],
        $"{d.Packed(x => x.InputWeights)}, {d.Packed(x => x.Bias)}, {RecurrentStreamStep.Input(d)}, null, 0, 0, {d.Ws(x => x.Gates)}",
        $"{d.Packed(x => x.Name + "Recurrent")}, {d.Ws(x => x.Gates)}, {RecurrentStreamStep.Hidden(d)}, null, 0, 0, {d.Ws(x => x.Gates)}");

    public override void EmitForward(CodeWriter w)
    {
        EmitRow(w);
        w.Line($"{StoreGate(1, "r")}\n{StoreGate(2, "z")}\n{StoreGate(3, "n")}");
    }

    public override void EmitRow(CodeWriter w)
    {
        EmitGates(w);
        w.Line($"V n = V.Tanh(a);\n{HiddenOf("z")}");
    }

    public override IReadOnlyList<Action<CodeWriter>> ForwardLoops =>
    [
        w =>
        {
            EmitGates(w);
            w.Line($"{StoreGate(1, "r")}\n{StoreGate(2, "z")}\n{StoreGate(3, "a")}");
        },
        w => w.Line($"""
            V n = V.Tanh({LoadGate(3)});
            {StoreGate(3, "n")}
            {HiddenOf(LoadGate(2))}
            """),
    ];

    private void EmitGates(CodeWriter w) => w.Line($"""
        V r = V.Sigmoid({LoadGate(1)});
        V z = V.Sigmoid({LoadGate(2)});
        V a = V.MultiplyAdd(r, {LoadGate(0)}, {LoadGate(3)}); // n = tanh(a)
        """);

    private static string HiddenOf(string z) =>
        $"V h = V.MultiplyAdd({z}, V.Load(in hPrevious, unit) - n, n); // (1 - z) * n + z * h_(t-1)";

    public override void EmitBackward(CodeWriter w, HiddenGradient hidden) => w.Line($"""
        V q = {LoadGate(0)}, r = {LoadGate(1)}, z = {LoadGate(2)}, n = {LoadGate(3)};
        V da_n = dhUnits * (V.One - z) * {OneMinusSquare("n")};
        {StoreGate(0, "da_n * r")} // dq
        {StoreGate(1, "da_n * q * r * (V.One - r)")} // dr
        {StoreGate(2, "dhUnits * (V.Load(in hPrevious, unit) - n) * z * (V.One - z)")} // dz
        {StoreGate(3, "da_n")} // dn
        {hidden.StoreDirect("dhUnits * z")} // dh_(t-1) = dh z
        """);
}
