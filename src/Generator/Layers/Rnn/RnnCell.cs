using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Rnn;

/// <summary>Elman's equations (1990); the gate row holds h, before zoneout.</summary>
internal sealed class RnnCell(bool relu) : RecurrentCell
{
    public override IReadOnlyList<string> Gates => ["h"];

    public override IReadOnlyList<string> States => [];

    public override IReadOnlyList<string> Equations =>
    [
        $"a = x_t W_ih^T + h_{{t-1}} W_hh^T + b_ih + b_hh    [rows, H]",
        relu ? "h_t = max(0, a)" : "h_t = tanh(a)",
    ];

    public override IReadOnlyList<string> Derivatives => [relu ? "da = dh where h_t > 0" : "da = dh (1 - h_t^2)"];

    public override void EmitForward(CodeWriter w)
    {
        EmitRow(w);
        w.Line(StoreGate(0, "h"));
    }

    public override void EmitRow(CodeWriter w) => w.Line($"V h = V.{(relu ? "Relu" : "Tanh")}({LoadGate(0)});");

    public override void EmitBackward(CodeWriter w, HiddenGradient hidden) => w.Line($"""
        V h = {LoadGate(0)};
        {StoreGate(0, relu ? "V.Select(V.GreaterThanZero(h), dhUnits, V.Zero)" : $"dhUnits * {OneMinusSquare("h")}")} // da
        """);
}
