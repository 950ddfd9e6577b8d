using System.Globalization;
using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Equations;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>Draws cells: an expression is drawn once, as C# and as a function on the tape.</summary>
internal sealed class RandomEquations(int seed)
{
    private readonly Choices _dice = new(seed);
    private readonly List<string> _statements = [];

    private sealed record Expression(string Text, Func<Tape, Func<string, Var>, Var> Value);

    /// <summary>A cell and the source of its class in namespace Drawn.</summary>
    public (EquationCell Cell, string Source) Draw(string name)
    {
        EquationGate[] gates = [.. Enumerable.Range(0, _dice.Between(1, 4)).Select(i => Gate($"g{i}"))];
        if (!gates.Any(gate => gate.Input))
            gates[0] = gates[0] with { Input = true };
        string[] weights = [.. Enumerable.Range(0, _dice.Between(0, 2)).Select(i => $"w{i}")],
            states = [.. Enumerable.Range(0, _dice.Between(0, 3)).Select(i => i == 0 ? "c" : $"s{i}")];
        bool previous = _dice.OneIn(2), other = _dice.OneIn(4);
        if (other)
            gates = [.. gates, new EquationGate("last", Hidden: false, Other: true)];
        string[] early = [.. gates.Where(gate => !gate.Other).Select(gate => gate.Name), .. weights, .. states,
            .. previous || other ? new[] { "h" } : []];
        Expression? read = other ? Bounded(Tree(early, 3)) : null;
        string[] names = [.. gates.Select(gate => gate.Name), .. weights, .. states, .. previous || other ? new[] { "h" } : []];

        // A local that several outputs share, and one that is made of it.
        var locals = new Dictionary<string, Func<Tape, Func<string, Var>, Var>>();
        foreach (string local in new[] { "shared", "more" })
        {
            Expression drawn = Tree([.. names, .. locals.Keys], 3);
            _statements.Add($"float {local} = {drawn.Text};");
            locals.Add(local, drawn.Value);
        }

        string[] all = [.. names, .. locals.Keys];
        Expression[] next = [.. states.Select(state => Bounded(Tree([.. all, state], 4)))];
        Expression output = Bounded(Tree(all, 4));
        for (int i = 0; i < states.Length; i++)
            _statements.Add($"float next{i} = {next[i].Text};");
        bool reads = previous || other;
        _statements.Add(reads ? $"float output = {output.Text};" : $"h = {output.Text};");
        _statements.AddRange(states.Select((state, i) => $"{state} = next{i};"));
        if (reads)
            _statements.Add("h = output;");
        var cell = new EquationCell
        {
            TypeName = "Drawn." + name, Gates = gates, Weights = weights, States = states, Other = read?.Value,
            Step = (tape, value) =>
            {
                var values = new Dictionary<string, Var>();
                Var Find(string wanted) => values.TryGetValue(wanted, out Var? known) ? known : value(wanted);
                foreach (var (local, compute) in locals)
                    values.Add(local, compute(tape, Find));
                return [.. next.Append(output).Select(one => one.Value(tape, Find))];
            },
        };
        string parameters = string.Join(", ", [
            .. gates.Select(
                gate =>
                    "[Gate"
                    + (gate.Other
                        ? "(Of = nameof(Other))"
                        : gate.Hidden && gate.Input ? "" : gate.Input ? "(Reads = Reads.Input)" : "(Reads = Reads.Hidden)")
                    + $"] float {gate.Name}"),
            .. weights.Select(weight => $"[Weight] float {weight}"), .. states.Select(state => $"ref float {state}"),
            reads ? "ref float h" : "out float h"]);
        string source = $$"""
            using System;
            using LstmGen;
            using static LstmGen.Equations;
            namespace Drawn;
            [Cell]
            public static class {{name}}
            {
                {{(read is null ? "" : $"public static float Other({string.Join(", ", early.Select(one => "float " + one))}) => {read.Text};")}}
                private static float Bump(float x, float y) { float square = x * x; return y / (1 + square); }
                public static void Step({{parameters}})
                {
                    {{string.Join("\n        ", _statements)}}
                }
            }
            """;
        return (cell, source);
    }

    private EquationGate Gate(string name) => _dice.Between(0, 3) switch
    {
        0 => new EquationGate(name, Hidden: false),
        1 => new EquationGate(name, Input: false),
        _ => new EquationGate(name),
    };

    // Gradients through many steps must stay of one size.
    private Expression Bounded(Expression x) =>
        _dice.OneIn(3)
            ? new($"0.8f * Sigmoid({x.Text}) - 0.3f", (t, v) => t.Scale(t.Sigmoid(x.Value(t, v)), 0.8f, -0.3f))
            : Function("Tanh", x, (t, a) => t.Tanh(a));

    private Expression Tree(string[] names, int depth)
    {
        if (depth == 0 || _dice.OneIn(6))
            return Leaf(names);
        Expression a = Tree(names, depth - 1);
        Expression B() => Tree(names, depth - 1);
        return _dice.Between(0, 27) switch
        {
            0 or 1 => Binary("+", a, B(), (t, x, y) => t.Add(x, y)),
            2 => Binary("-", a, B(), (t, x, y) => t.Subtract(x, y)),
            3 or 4 => Binary("*", Bounded(a), B(), (t, x, y) => t.Multiply(x, y)),
            5 => Two("Bump", a, B(), (t, x, y) => t.Divide(y, t.Scale(t.Multiply(x, x), 1, 1))),
            6 => Function("Sigmoid", a, (t, x) => t.Sigmoid(x)),
            7 => Function("Tanh", a, (t, x) => t.Tanh(x)),
            8 => Function("Relu", a, (t, x) => t.Relu(x)),
            9 => new($"Exp(-Abs({a.Text}))", (t, v) => t.Exp(t.Scale(t.Absolute(a.Value(t, v)), -1))),
            10 =>
                new($"Log(1.5f + Square({a.Text}))", (t, v) => { Var x = a.Value(t, v); return t.Log(t.Scale(t.Multiply(x, x), 1, 1.5)); }),
            11 => Function("Softplus", a, (t, x) => t.Softplus(x)),
            12 =>
                new(
                    $"MathF.Sqrt(1 + {Parenthesis(a)} * {Parenthesis(a)})",
                    (t, v) => { Var x = a.Value(t, v); return t.Power(t.Scale(t.Multiply(x, x), 1, 1), 0.5); }),
            13 => Two("Max", a, B(), (t, x, y) => t.Max(x, y)),
            14 => Two("MathF.Min", a, B(), (t, x, y) => t.Min(x, y)),
            15 => new($"-{Parenthesis(a)}", (t, v) => t.Scale(a.Value(t, v), -1)),
            16 => new($"Clamp({a.Text}, -0.75f, 0.75f)", (t, v) => t.Clamp(a.Value(t, v), 0.75)),
            17 => Choice(a, B(), B(), B()),
            18 => Function("LogSigmoid", a, (t, x) => t.Scale(t.Softplus(t.Scale(x, -1)), -1)),
            19 => new($"Log1p(Square({a.Text}))", (t, v) => { Var x = a.Value(t, v); return t.Log(t.Scale(t.Multiply(x, x), 1, 1)); }),
            20 => new($"MathF.Pow(Tanh({a.Text}), 3)", (t, v) => t.Power(t.Tanh(a.Value(t, v)), 3)),
            21 =>
                new(
                    $"Pow(1 + Square({a.Text}), -2)",
                    (t, v) => { Var x = a.Value(t, v); return t.Power(t.Scale(t.Multiply(x, x), 1, 1), -2); }),
            22 => Function("HardSigmoid", a, (t, x) => t.Scale(t.Clamp(t.Scale(x, 1 / 6.0), 0.5), 1, 0.5)),
            23 => Function("HardTanh", a, (t, x) => t.Clamp(x, 1)),
            24 => Function("Softsign", a, (t, x) => t.Divide(x, t.Scale(t.Absolute(x), 1, 1))),
            25 =>
                Two(
                    "LeakyRelu", a, Bounded(B()),
                    (t, x, slope) => t.Choose(x, t.Constant(x.Length), (left, right) => left > right, x, t.Multiply(slope, x))),
            26 => Function("Elu", a, Elu),
            _ => Function("Silu", a, (t, x) => t.Multiply(x, t.Sigmoid(x))),
        };
    }

    private static Var Elu(Tape t, Var x)
    {
        Var zero = t.Constant(x.Length);
        return t.Choose(x, zero, (left, right) => left > right, x, t.Scale(t.Exp(t.Min(x, zero)), 1, -1));
    }

    private Expression Choice(Expression a, Expression b, Expression x, Expression y)
    {
        bool above = _dice.OneIn(2);
        return new(
            $"({Parenthesis(a)} {(above ? ">" : "<=")} {Parenthesis(b)} ? {x.Text} : {y.Text})",
            (t, v) =>
                t.Choose(
                    a.Value(t, v), b.Value(t, v), (left, right) => above ? left > right : left <= right, x.Value(t, v), y.Value(t, v)));
    }

    private Expression Leaf(string[] names)
    {
        if (_dice.OneIn(6))
        {
            float constant = _dice.Between(-8, 8) / 8f;
            return new(constant.ToString("R", CultureInfo.InvariantCulture) + "f", (t, v) => t.Constant(v(names[0]).Length, constant));
        }

        string name = names[_dice.Between(0, names.Length - 1)];
        return new(name, (_, v) => v(name));
    }

    private static string Parenthesis(Expression a) => $"({a.Text})";

    private static Expression Function(string name, Expression a, Func<Tape, Var, Var> of) =>
        new($"{name}({a.Text})", (t, v) => of(t, a.Value(t, v)));

    private static Expression Two(string name, Expression a, Expression b, Func<Tape, Var, Var, Var> of) =>
        new($"{name}({a.Text}, {b.Text})", (t, v) => of(t, a.Value(t, v), b.Value(t, v)));

    private static Expression Binary(string sign, Expression a, Expression b, Func<Tape, Var, Var, Var> of) =>
        new($"{Parenthesis(a)} {sign} {Parenthesis(b)}", (t, v) => of(t, a.Value(t, v), b.Value(t, v)));

    private sealed class Choices(int seed)
    {
        private readonly Random _random = new(seed);

        public int Between(int low, int high) => _random.Next(low, high + 1);

        public bool OneIn(int n) => _random.Next(n) == 0;
    }
}
