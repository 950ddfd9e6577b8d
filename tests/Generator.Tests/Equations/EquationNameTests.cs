using System.Text.RegularExpressions;
using LstmGen.Generator.Tests.Code;
using LstmGen.Generator.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>Names that users give the locals and parameters of a cell are never the same as those of emitted code.</summary>
public partial class EquationNameTests
{
    private const int LocalsPerCell = 32, GatesPerCell = 5, StatesPerCell = 12;

    private static readonly Lazy<string[]> Words = new(() =>
    {
        string[] given = ["a", "late", "rate", "c", "m", "before", "h", "sum", "value", "LstmGen", "global"];
        string[] cells = [.. new[] { false, true }
            .Select((other, i) => Cell(i, other, ["a"], ["rate"], ["m"], ["first", "second"], device: true))];
        GeneratorDriverRunResult result = Compilations.Driver().RunGenerators(Compilations.Create([.. cells, Gpus.Wanted])).GetRunResult();
        Assert.Empty(result.Diagnostics);
        return [.. result.GeneratedTrees.Select(tree => tree.ToString()).Where(text => text.Contains("V.Tanh", StringComparison.Ordinal))
            .SelectMany(text => Word().Matches(text)).SelectMany(match => Parts(match.Value)).Distinct()
            .Where(name => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None).Except(given).Order(StringComparer.Ordinal)];
    });

    // StatePanels is what a state called panels would make.
    private static IEnumerable<string> Parts(string word) => new[] { "State", "Weight" }
        .Where(first => word.StartsWith(first, StringComparison.Ordinal) && word.Length > first.Length && char.IsUpper(word[first.Length]))
        .Select(first => char.ToLowerInvariant(word[first.Length]) + word[(first.Length + 1)..]).Append(word);

    [GeneratedRegex(@"\b[A-Za-z_]\w*")]
    private static partial Regex Word();

    [Fact]
    public void Words_that_cells_could_meet_are_among_those_that_are_tried()
    {
        string[] known = ["cNext", "cPrevious", "stateMNext", "weightRate", "dcUnits", "hNextFirst", "gateRows", "StateM"];
        Assert.Empty(known.Except(Words.Value));
    }

    [Fact]
    public void Every_emitted_word_as_a_local()
    {
        string[] sources = [.. Words.Value.Chunk(LocalsPerCell).SelectMany(names => new[] { names, names })
            .Select((names, number) => Cell(number, number % 2 == 0, ["a"], ["rate"], ["m"], names, device: true)), Gpus.Wanted];
        Assert.Equal(sources.Length, Rules.HoldEach(sources));
    }

    [Fact]
    public void Every_emitted_word_as_a_gate_and_a_weight()
    {
        string[] sources = [.. Groups(GatesPerCell).Zip(Groups(GatesPerCell).Reverse())
            .Where(pair => !pair.First.Intersect(pair.Second).Any())
            .Select((pair, number) => Cell(number, number % 2 == 0, pair.First, pair.Second, ["m"], ["value"]))];
        Assert.Equal(sources.Length, Rules.HoldEach(sources));
    }

    [Fact]
    public void Every_emitted_word_as_a_state()
    {
        string[] sources = [.. Groups(StatesPerCell)
            .Select((states, number) => Cell(number, number % 2 == 0, ["a"], ["rate"], states, ["value"]))];
        // A few stand beside a word that emitted code cannot tell from them.
        Assert.InRange(Rules.HoldEach(sources), sources.Length * 9 / 10, sources.Length);
    }

    [Theory]
    [InlineData("ref float m, ref float M", "M", "m")]
    [InlineData("ref float nMax, ref float n_max", "n_max", "nMax")]
    [InlineData("ref float m, ref float mGradient", "mGradient", "m")]
    [InlineData("ref float mUnits, ref float m", "m", "mUnits")]
    [InlineData("[Weight] float a, [Weight] float A", "A", "a")]
    public void Names_that_emitted_code_cannot_tell_are_a_fault_of_the_second(string parameters, string second, string first) =>
        new MarkedSource(
            $"using LstmGen; [Cell] static class C {{ public static void Step([Gate] float x, {(parameters + ",").Replace(
                $"float {second},", $"float [|{second}|],", StringComparison.Ordinal)} out float h) => h = x; }} "
                + "[RecurrentModel, Features(1), Cell(typeof(C), 2), Regression(1)] partial class M;")
            .Expect(
                "LSTMG071",
                $"The parameter '{second}' has a name that emitted code cannot tell from '{first}': give it one that differs in more "
                    + "than case, underscores, and 'Gradient', 'Units' or 'Kept' at its end");

    [Fact]
    public void States_c_and_C_are_two() => Assert.Equal(1, Rules.HoldEach(
        "using LstmGen; [Cell] static class Own { public static void Step([Gate] float a, ref float c, ref float C, out float h) "
        + "{ c = a + C; C = a * c; h = c + C; } } [RecurrentModel, Features(1), Cell(typeof(Own), 2), Regression(1)] partial class M;"));

    [Fact]
    public void A_cell_of_more_states_than_a_kernel_takes_says_so()
    {
        string names = string.Concat(Enumerable.Range(0, 8).Select(i => $"ref float s{i}, "));
        string Source(string backends) => "using LstmGen; [Cell] public static class Own { public static void Step([Gate] float a, "
            + $"{names} out float h) {{ s0 = a + s7; h = s0; }} }} "
            + $"[RecurrentModel(Backends = {backends}), Features(1), Cell(typeof(Own), 2), Regression(1)] public partial class M;";
        Assert.Equal(["LSTMG013"], Rules.Errors(out _, Source("Backends.Simd | Backends.Ilgpu"), Gpus.Wanted));
        Assert.Empty(Rules.Errors(out _, Source("Backends.Simd")));
    }

    // Words that are too like each other do not stand in one cell, which is a diagnostic.
    private static IEnumerable<string[]> Groups(int size)
    {
        int count = (Words.Value.Length + size - 1) / size;
        return Enumerable.Range(0, count)
            .Select(group => Words.Value.Where((name, i) => i % count == group && name is not ("ih" or "hh" or "hr")).ToArray());
    }

    // On the processor and perhaps on a GPU, in one direction and in two, with zoneout and without, with padding of the last panel and
    // without.
    private static string Cell(
        int number, bool other, string[] gates, string[] weights, string[] states, string[] locals, bool device = false)
    {
        string Local(string name, string value) =>
            $"float @{name} = global::LstmGen.Equations.Tanh({value} + sum); sum += @{name} * @{name} / (3 + @{name}); ";
        string Parameters(string prefix, IEnumerable<string> names) => string.Concat(names.Select(name => $"{prefix} float @{name}, "));
        return $$"""
            using LstmGen;
            namespace N{{number}};
            [Cell] public static class Own{{number}}
            {
                static float Product(float @{{states[0]}}, float @{{weights[0]}}) =>
                    @{{states[0]}} * @{{weights[0]}} / (1 + @{{states[0]}} * @{{states[0]}});
                public static void Step(
                    {{Parameters("[Gate]", gates)}} {{(other ? "[Gate(Of = \"Product\")] float late," : "")}}
                    {{Parameters("[Weight]", weights)}} ref float c, {{Parameters("ref", states)}} [Previous] float before, out float h)
                {
                    float sum = {{(other ? "late * " : "")}}before + c;
                    {{string.Concat(locals.Select((name, i) => Local(name, $"{i}.5f * @{gates[0]}")))}}
                    h = sum * before;
                    c = 0.5f * c + {{string.Concat(gates.Concat(weights).Select(name => $"@{name} * "))}} h;
                    {{string.Concat(states.Select(name => $"@{name} = global::LstmGen.Equations.Tanh(sum - @{name}); "))}}
                }
            }
            {{(device ? "[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]" : "[RecurrentModel]")}}
            [Features(1), Cell(typeof(Own{{number}}), 8), Regression(1)] public partial class Plain;
            [RecurrentModel, Features(1)]
            [Cell(typeof(Own{{number}}), 5, Zoneout = 0.1, Bidirectional = true, Merge = Merge.Multiply), Regression(1)]
            public partial class Mixed;
            """;
    }
}
