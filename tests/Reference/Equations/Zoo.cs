using LstmGen.Reference.Autodiff;

namespace LstmGen.Reference.Equations;

/// <summary>Naive versions of the cells of LstmGen.Cells, written from the papers.</summary>
public static class Zoo
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, EquationCell> All { get; } =
        Cells().ToDictionary(cell => cell.TypeName["LstmGen.Cells.".Length..]);

    private static IEnumerable<EquationCell> Cells() =>
    [
        Cell("Elman", "a", (t, v) => [t.Tanh(v("a"))]),
        Cell("PlainLstm", "i f g o", (t, v) =>
        {
            Var c = t.Add(t.Multiply(t.Sigmoid(v("f")), v("c")), t.Multiply(t.Sigmoid(v("i")), t.Tanh(v("g"))));
            return [c, t.Multiply(t.Sigmoid(v("o")), t.Tanh(c))];
        }, states: "c"),
        Cell("PeepholeLstm", "i f g o", (t, v) =>
        {
            Var Peep(string gate, string weight, Var c) => t.Sigmoid(t.Add(v(gate), t.Multiply(v(weight), c)));
            Var c = t.Add(t.Multiply(Peep("f", "cf", v("c")), v("c")), t.Multiply(Peep("i", "ci", v("c")), t.Tanh(v("g"))));
            return [c, t.Multiply(Peep("o", "co", c), t.Tanh(c))];
        }, states: "c", weights: "ci cf co"),
        Cell("CoupledLstm", "i g o", (t, v) =>
        {
            Var c = Mix(t, t.Sigmoid(v("i")), t.Tanh(v("g")), v("c"));
            return [c, t.Multiply(t.Sigmoid(v("o")), t.Tanh(c))];
        }, states: "c"),
        Cell(
            "PlainGru", "r z n:x q:h",
            (t, v) => [Mix(t, t.Sigmoid(v("z")), v("h"), t.Tanh(t.Add(v("n"), t.Multiply(t.Sigmoid(v("r")), v("q")))))]),
        Cell(
            "ResetBeforeGru", "r z n:o", (t, v) => [Mix(t, t.Sigmoid(v("z")), v("h"), t.Tanh(v("n")))],
            other: (t, v) => t.Multiply(t.Sigmoid(v("r")), v("h"))),
        Cell(
            "Mgu", "f n:o", (t, v) => [Mix(t, t.Sigmoid(v("f")), t.Tanh(v("n")), v("h"))],
            other: (t, v) => t.Multiply(t.Sigmoid(v("f")), v("h"))),
        Cell("Janet", "f g", (t, v) =>
        {
            Var c = Mix(t, t.Sigmoid(v("f")), v("c"), t.Tanh(v("g")));
            return [c, c];
        }, states: "c"),
        Cell("Ugrnn", "g c", (t, v) => [Mix(t, t.Sigmoid(v("g")), v("h"), t.Tanh(v("c")))]),
        Cell("LiGru", "z n", (t, v) => [Mix(t, t.Sigmoid(v("z")), v("h"), t.Relu(v("n")))]),
        Cell("IndRnn", "a:x", (t, v) => [t.Relu(t.Add(v("a"), t.Multiply(v("u"), v("h"))))], weights: "u"),
        Cell("Sru", "x:x f:x r:x y:x", (t, v) =>
        {
            Var Peep(string gate, string weight) => t.Sigmoid(t.Add(v(gate), t.Multiply(v(weight), v("c"))));
            Var c = Mix(t, Peep("f", "vf"), v("c"), v("x"));
            return [c, Mix(t, Peep("r", "vr"), c, v("y"))];
        }, states: "c", weights: "vf vr"),
        Cell("MinGru", "z:x n:x", (t, v) => [Mix(t, t.Sigmoid(v("z")), v("n"), v("h"))]),
        Cell("MinLstm", "f:x i:x n:x", (t, v) =>
        {
            Var f = t.Sigmoid(v("f")), i = t.Sigmoid(v("i")), sum = t.Add(f, i);
            return [t.Add(t.Multiply(t.Divide(f, sum), v("h")), t.Multiply(t.Divide(i, sum), v("n")))];
        }),
        Cell("Slstm", "i f z o", (t, v) =>
        {
            Var forget = t.Add(t.Scale(t.Softplus(t.Scale(v("f"), -1)), -1), v("m")), m = t.Max(forget, v("i"));
            Var kept = t.Exp(t.Subtract(forget, m)), added = t.Exp(t.Subtract(v("i"), m));
            Var c = t.Add(t.Multiply(kept, v("c")), t.Multiply(added, t.Tanh(v("z")))), n = t.Add(t.Multiply(kept, v("n")), added);
            return [c, n, m, t.Divide(t.Multiply(t.Sigmoid(v("o")), c), n)];
        }, states: "c n m"),
        Cell("LeakyIntegrator", "a", (t, v) => [Mix(t, t.Sigmoid(v("leak")), t.Tanh(v("a")), v("h"))], weights: "leak"),
    ];

    // k a + (1 - k) b.
    private static Var Mix(Tape t, Var k, Var a, Var b) => t.Add(t.Multiply(k, a), t.Multiply(t.Scale(k, -1, 1), b));

    private static EquationCell Cell(
        string name, string gates, Func<Tape, Func<string, Var>, Var[]> step, string states = "", string weights = "",
        Func<Tape, Func<string, Var>, Var>? other = null) => new()
        {
            TypeName = "LstmGen.Cells." + name,
            Gates = [.. gates.Split(' ').Select(gate => gate.Split(':')).Select(
                gate => gate.Length == 1 ? new EquationGate(gate[0]) : gate[1] switch
                {
                    "x" => new EquationGate(gate[0], Hidden: false),
                    "h" => new EquationGate(gate[0], Input: false),
                    _ => new EquationGate(gate[0], Hidden: false, Other: true),
                })],
            States = states.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Weights = weights.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Step = step,
            Other = other,
        };
}
