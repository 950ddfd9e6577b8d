using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>
/// The LSTM's equations (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000), with peepholes, a
/// clipped cell and coupled gates where asked for. GRU and Elman cells are given as <see cref="EquationCell"/>; this one is written by hand
/// because layer normalization of c needs all units between the gates and h, in passes that share these statements, and because peepholes
/// would take three more values of each unit and step there, and with them the kernel over time on a GPU.
/// </summary>
internal class LstmCell(LstmSpec spec, PeepholeWeights? peepholes) : RecurrentCell
{
    public override IReadOnlyList<string> Gates => spec.CoupledGates ? ["i", "g", "o"] : ["i", "f", "g", "o"];

    public override IReadOnlyList<string> States => ["c"];

    public override IEnumerable<ParameterPlan> Extra => peepholes?.All ?? [];

    protected LstmSpec Options => spec;

    protected PeepholeWeights? Peepholes => peepholes;

    /// <summary>The peephole with this name in the packed weights.</summary>
    public ParameterPlan Peephole(string name) => peepholes!.Named(name);

    /// <summary>Slot of g; i has 0, f 1 where it is a gate of its own.</summary>
    protected int Candidate => Gates.Count - 2;

    /// <summary>Slot of o.</summary>
    protected int OutputGate => Gates.Count - 1;

    /// <summary>The ref to c' of a step, before zoneout.</summary>
    protected string NewCell => spec.KeepsNewCell ? "cNew" : "cNext";

    public override IReadOnlyList<string> Equations =>
    [
        .. PreActivationEquations,
        $"i{(spec.CoupledGates ? "" : ", f")}, o = sigmoid(a)    g = tanh(a){(spec.CoupledGates ? "    f = 1 - i" : "")}",
        .. peepholes is null
            ? Array.Empty<string>()
            : ["    where a_i, a_f and a_o also see c through w_c: a_i += w_ci c_{t-1}, a_f += w_cf c_{t-1}, a_o += w_co c_t"],
        (spec.CellClip > 0 ? $"c_t = clip(f * c_{{t-1}} + i * g, {Literal.Of(spec.CellClip)})" : "c_t = f * c_{t-1} + i * g")
            + $"    {HiddenEquation}",
        .. spec.Zoneout > 0 ? new[] { "c_t = k c_{t-1} + (1 - k) c_t and likewise h_t, after h_t was computed (zoneout)" } : [],
        .. spec.Projection > 0 ? new[] { "h_t = h_t W_hr^T" } : [],
    ];

    protected virtual IEnumerable<string> PreActivationEquations =>
        [$"a = x_t W_ih^T + h_{{t-1}} W_hh^T + b_ih + b_hh    [rows, {Gates.Count} x H], gates {string.Join(" ", Gates)}"];

    protected virtual string HiddenEquation => "h_t = o * tanh(c_t)";

    public override IReadOnlyList<string> Derivatives =>
    [
        "do = dh tanh(c_t) o (1 - o)    dc += dh o (1 - tanh(c_t)^2)" + (peepholes is null ? "" : " + do w_co"),
        .. spec.CellClip > 0 ? new[] { "dc = 0 where c_t was clipped" } : [],
        spec.CoupledGates
            ? "di = dc (g - c_{t-1}) i (1 - i)    dg = dc i (1 - g^2)"
            : "df = dc c_{t-1} f (1 - f)    di = dc g i (1 - i)    dg = dc i (1 - g^2)",
        "dc_{t-1} = dc f" + (peepholes is null ? "" : spec.CoupledGates ? " + di w_ci" : " + di w_ci + df w_cf"),
    ];

    public override IlgpuCell Ilgpu(RecurrentDirection d) => new IlgpuLstm(d, spec, peepholes);

    public override void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
        if (spec.KeepsNewCell)
            buffers.KeptBuffer(d.Name + "CellNew", d.Stride, "c of each step before zoneout", d.TimeName);
    }

    public override void AddPacked(LayerMemory memory, RecurrentDirection d)
    {
        base.AddPacked(memory, d);
        peepholes?.Pack(memory, d);
    }

    public override void EmitForwardHead(CodeWriter w, RecurrentDirection d)
    {
        base.EmitForwardHead(w, d);
        if (peepholes is not null && spec.KeepsNewCell)
            w.Line($"if (ws.Training && time.Ragged)\n    RecurrentState.ClearEnded(time, {d.Ws(x => x.Name + "CellNew")}.Span, "
                + $"{d.Stride}, 0, rowBegin, rowEnd);");
    }

    public override IEnumerable<CellOperand> ForwardOperands(RecurrentDirection d) => Operands(d, forward: true);

    public override IEnumerable<CellOperand> BackwardOperands(RecurrentDirection d) => Operands(d, forward: false);

    protected IEnumerable<CellOperand> Operands(RecurrentDirection d, bool forward)
    {
        if (spec.Zoneout > 0)
        {
            yield return new("cKeep", d.AtPassing(Zoneout.Cell, d.Stride), d.Stride);
            yield return NewCellOperand(d, forward);
        }

        foreach (CellOperand operand in peepholes?.Operands(d) ?? [])
            yield return operand;
    }

    protected CellOperand NewCellOperand(RecurrentDirection d, bool writable) => spec.KeepsNewCell
        ? new("cNew", d.AtKeptStep(x => x.Name + "CellNew", d.Stride), d.Stride, writable)
        : new("cNext", new RowsAt("cNext", d.CellState, d.NextSlot), d.Stride, writable);

    public override void EmitForward(CodeWriter w)
    {
        EmitStoredGates(w);
        w.Line(HiddenOfGates);
    }

    public override void EmitRow(CodeWriter w)
    {
        EmitGates(w);
        w.Line(HiddenOfGates);
    }

    private const string HiddenOfGates = "V h = o * V.Tanh(c); // h_t = o * tanh(c_t)";

    // Where a gate sees c, or a mixed c is stored, all of c's equations stay together.
    public override IReadOnlyList<Action<CodeWriter>> ForwardLoops =>
        peepholes is null && spec.Zoneout == 0 ? [EmitSigmoids, EmitCell, EmitHidden] : [EmitStoredGates, EmitHidden];

    private void EmitSigmoids(CodeWriter w)
    {
        foreach (int gate in spec.CoupledGates ? [0, OutputGate] : new[] { 0, 1, OutputGate })
            w.Line(StoreGate(gate, $"V.Sigmoid({LoadGate(gate)})"));
    }

    private void EmitCell(CodeWriter w)
    {
        w.Line($"""
            V i = {LoadGate(0)}, f = {(spec.CoupledGates ? "V.One - i" : LoadGate(1))}, cBefore = V.Load(in cPrevious, unit);
            V g = V.Tanh({LoadGate(Candidate)});
            """);
        EmitNewCell(w);
        w.Line($"V.Store(c, ref cNext, unit);\n{StoreGate(Candidate, "g")}");
    }

    private void EmitHidden(CodeWriter w) =>
        w.Line($"V h = {LoadGate(OutputGate)} * V.Tanh(V.Load(in {NewCell}, unit)); // h_t = o * tanh(c_t)");

    /// <summary>Statements that compute i, f, g, o and c, and store c.</summary>
    protected void EmitGates(CodeWriter w)
    {
        w.Line("V cBefore = V.Load(in cPrevious, unit);");
        w.Line($"V i = V.Sigmoid({Peep("wci", "cBefore", PreActivation(0))});");
        w.Line(spec.CoupledGates ? "V f = V.One - i;" : $"V f = V.Sigmoid({Peep("wcf", "cBefore", PreActivation(1))});");
        w.Line($"V g = V.Tanh({PreActivation(Candidate)});");
        EmitNewCell(w);
        w.Line($"V o = V.Sigmoid({Peep("wco", "c", PreActivation(OutputGate))});");
        if (spec.Zoneout > 0)
        {
            w.Line("""
                V cKept = V.Load(in cKeep, unit);
                V.Store(c, ref cNew, unit);
                V.Store(V.FlushTiny(V.MultiplyAdd(cKept, cBefore, (V.One - cKept) * c)), ref cNext, unit);
                """);
        }
        else
        {
            w.Line("V.Store(c, ref cNext, unit);");
        }
    }

    private void EmitNewCell(CodeWriter w)
    {
        w.Line("V c = V.FlushTiny(V.MultiplyAdd(f, cBefore, i * g)); // c_t = f * c_(t-1) + i * g");
        if (spec.CellClip > 0)
            w.Line($"c = V.Min(V.Max(c, V.Create({Literal.Of(-spec.CellClip)})), V.Create({Literal.Of(spec.CellClip)}));");
    }

    /// <summary>The same, and statements that store the gates.</summary>
    protected void EmitStoredGates(CodeWriter w)
    {
        EmitGates(w);
        w.Line(StoreGate(0, "i"));
        if (!spec.CoupledGates)
            w.Line(StoreGate(1, "f"));
        w.Line($"{StoreGate(Candidate, "g")}\n{StoreGate(OutputGate, "o")}");
    }

    /// <summary>The expression for pre-activation number <paramref name="slot"/>, without peepholes.</summary>
    protected virtual string PreActivation(int slot) => LoadGate(slot);

    public override void EmitBackward(CodeWriter w, HiddenGradient hidden)
    {
        w.Line($"""
            V o = {LoadGate(OutputGate)};
            V c = V.Load(in {NewCell}, unit);
            V tanhC = V.Tanh(c);
            V da_o = dhUnits * tanhC * o * (V.One - o);
            V dcHidden = dhUnits * o * {OneMinusSquare("tanhC")};
            {StoreGate(OutputGate, "da_o")}
            """);
        EmitCellBackward(w);
    }

    /// <summary>Statements that carry dc on, from <c>dcHidden</c>, what h_t hands to c', and <c>da_o</c>; <c>c</c> is c'.</summary>
    protected void EmitCellBackward(CodeWriter w)
    {
        w.Line($"V i = {LoadGate(0)}, g = {LoadGate(Candidate)}, cBefore = V.Load(in cPrevious, unit);");
        w.Line(spec.CoupledGates ? "V f = V.One - i;" : $"V f = {LoadGate(1)};");
        w.Line("V dcUnits = V.FlushTiny(V.Load(ref dc, unit));");
        if (spec.Zoneout > 0)
            w.Line("V dcKept = V.Load(in cKeep, unit) * dcUnits; // to c_(t-1), past the cell\ndcUnits = dcUnits - dcKept;");
        w.Line("dcUnits = dcUnits + dcHidden;");
        if (peepholes is not null)
            w.Line("dcUnits = V.MultiplyAdd(da_o, V.Load(in wco, unit), dcUnits);");
        if (spec.CellClip > 0)
            w.Line($"dcUnits = V.Select(V.GreaterThanZero(V.Create({Literal.Of(spec.CellClip)}) - V.Abs(c)), dcUnits, V.Zero); "
                + "// a clipped c is constant");
        w.Line($"V da_i = dcUnits * {(spec.CoupledGates ? "(g - cBefore)" : "g")} * i * (V.One - i);");
        if (!spec.CoupledGates)
            w.Line("V da_f = dcUnits * cBefore * f * (V.One - f);");
        w.Line(StoreGate(0, "da_i"));
        if (!spec.CoupledGates)
            w.Line(StoreGate(1, "da_f"));
        w.Line($"{StoreGate(Candidate, $"dcUnits * i * {OneMinusSquare("g")}")} // da_g");
        w.Line("dcUnits = dcUnits * f; // dc_(t-1) = dc f");
        if (peepholes is not null)
            w.Line("dcUnits = V.MultiplyAdd(da_i, V.Load(in wci, unit), dcUnits);");
        if (peepholes?.Forget is not null)
            w.Line("dcUnits = V.MultiplyAdd(da_f, V.Load(in wcf, unit), dcUnits);");
        w.Line($"V.Store({(spec.Zoneout > 0 ? "dcUnits + dcKept" : "dcUnits")}, ref dc, unit);");
    }

    public override void EmitExtraGradients(CodeWriter w, RecurrentDirection d) => peepholes?.EmitGradients(
        w, d, d.BeforeEachStep(x => x.CellState, d.Stride),
        spec.KeepsNewCell ? $"{d.Ws(x => x.Name + "CellNew")}.Span" : d.AfterEachStep(x => x.CellState, d.Stride));

    private string Peep(string weight, string c, string a) => peepholes is null ? a : $"V.MultiplyAdd(V.Load(in {weight}, unit), {c}, {a})";
}
