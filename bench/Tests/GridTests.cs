using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Models;
using LstmGen.Modeling;
using Xunit;

namespace LstmGen.Bench.Tests;

/// <summary>The committed grid, the code that writes it and the declared models say the same.</summary>
public class GridTests
{
    private static readonly BenchCase[] s_committed = CaseFile.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases.json")));

    public static TheoryData<string> Ids => [.. s_committed.Select(c => c.Id)];

    [Fact]
    public void The_committed_file_is_what_the_code_writes() =>
        Assert.Equal(CaseFile.Write(GridCases.All), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases.json")).ReplaceLineEndings("\n"));

    [Fact]
    public void Ids_are_unique_and_there_are_72() => Assert.Equal(72, s_committed.Select(c => c.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_declared_model_has_the_input_and_output_of_its_case(string id)
    {
        (BenchCase c, ModelDescription model) = Find(id);
        Assert.Equal(c.Vocabulary > 0 ? (0, c.Vocabulary) : (c.Input, 0), (model.Features, model.Vocabulary));
        HeadInfo head = Assert.Single(model.Heads);
        Assert.Equal(c.Head == "none" ? c.Hidden[^1] * c.Directions : c.Outputs, head.Outputs);
        Assert.Equal(c.Head != "last", head.EveryStep);
        Assert.Equal(c.Loss == "ce" ? TargetKind.Classes : TargetKind.Values, head.Targets);
        Assert.Equal(!c.Bidirectional, model.Causal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_declared_model_has_the_weights_of_its_case(string id)
    {
        (BenchCase c, ModelDescription model) = Find(id);
        List<int[]> expected = c.Vocabulary > 0 ? [[c.Vocabulary, c.Input]] : [];
        int inner = c.Input;
        foreach (int hidden in c.Hidden)
        {
            int rows = c.Gates * hidden;
            for (int direction = 0; direction < c.Directions; direction++)
                expected.AddRange([[rows, inner], [rows, hidden], [rows], [rows]]);
            inner = hidden * c.Directions;
        }

        if (c.Head != "none")
            expected.AddRange([[c.Outputs, inner], [c.Outputs]]);
        Assert.Equal(expected, model.Parameters.Select(p => p.Shape));
    }

    [Fact]
    public void A_pattern_chooses_cases_in_the_order_of_the_grid()
    {
        Assert.Equal(["sine", "raw_gru_h16_b1", "raw_gru_h16_b16", "raw_gru_h16_b64"], CaseFile.Select(s_committed, "raw_gru_h16_*,sine").Select(c => c.Id));
        Assert.Equal(63, CaseFile.Select(s_committed, "group:raw").Length);
        Assert.Throws<ArgumentException>(() => CaseFile.Select(s_committed, "no_such_case"));
    }

    [Fact]
    public void Operations_count_every_product_once()
    {
        BenchCase c = new() { Id = "x", Input = 3, Hidden = [5], Steps = 7, Batch = 2, Head = "last", Outputs = 4 };
        Assert.Equal(2 * (7 * 2.0 * 4 * 5 * (3 + 5) + 2.0 * 5 * 4), c.Flops("infer"));
        Assert.Equal(3 * c.Flops("infer") - 2 * 7 * 2.0 * 4 * 5 * 3, c.Flops("train"));
        BenchCase words = c with { Vocabulary = 9 };
        Assert.Equal(3 * words.Flops("infer"), words.Flops("train"));
    }

    private static (BenchCase Case, ModelDescription Model) Find(string id)
    {
        BenchCase c = s_committed.Single(x => x.Id == id);
        return (c, ModelCatalog.Describe(c));
    }
}
