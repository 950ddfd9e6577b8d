using LstmGen.Generator.Emitting;
using LstmGen.Generator.Layers.Recurrent;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>The LSTM's equations (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000).</summary>
internal sealed class LstmCell : RecurrentCell
{
    public override IReadOnlyList<string> Gates => ["i", "f", "g", "o"];

    public override bool HasCellState => true;

    public override IReadOnlyList<string> Equations =>
    [
        $"a = x_t W_ih^T + h_{{t-1}} W_hh^T + b_ih + b_hh    [rows, 4 x {Hidden}], gates i f g o",
        "i, f, o = sigmoid(a)    g = tanh(a)",
        "c_t = f * c_{t-1} + i * g    h_t = o * tanh(c_t)",
    ];

    public override IReadOnlyList<string> Derivatives =>
    [
        "do = dh tanh(c_t) o (1 - o)    dc += dh o (1 - tanh(c_t)^2)",
        "df = dc c_{t-1} f (1 - f)    di = dc g i (1 - i)    dg = dc i (1 - g^2)    dc_{t-1} = dc f",
    ];

    public override void EmitForward(CodeWriter w)
    {
        w.Line($"""
            V i = V.Sigmoid({LoadGate(0)});
            V f = V.Sigmoid({LoadGate(1)});
            V g = V.Tanh({LoadGate(2)});
            V o = V.Sigmoid({LoadGate(3)});
            V c = V.MultiplyAdd(f, V.Load(in cPrevious, unit), i * g); // c_t = f * c_(t-1) + i * g
            V h = o * V.Tanh(c); // h_t = o * tanh(c_t)
            V.Store(c, ref cNext, unit);
            V.Store(h, ref hNext, unit);
            {StoreGate(0, "i")}
            {StoreGate(1, "f")}
            {StoreGate(2, "g")}
            {StoreGate(3, "o")}
            """);
    }

    public override void EmitBackward(CodeWriter w)
    {
        w.Line($"""
            V i = {LoadGate(0)}, f = {LoadGate(1)}, g = {LoadGate(2)}, o = {LoadGate(3)};
            V one = V.Create(1f);
            V tanhC = V.Tanh(V.Load(in cNext, unit));
            V dhUnits = V.Load(in dh, unit);
            V dcUnits = V.MultiplyAdd(dhUnits * o, one - tanhC * tanhC, V.Load(in dc, unit)); // dc += dh o (1 - tanh(c)^2)
            {StoreGate(0, "dcUnits * g * i * (one - i)")} // di
            {StoreGate(1, "dcUnits * V.Load(in cPrevious, unit) * f * (one - f)")} // df
            {StoreGate(2, "dcUnits * i * (one - g * g)")} // dg
            {StoreGate(3, "dhUnits * tanhC * o * (one - o)")} // do
            V.Store(dcUnits * f, ref dc, unit); // dc_(t-1) = dc f
            """);
    }
}
