using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Whole;
using Xunit;

namespace LstmGen.Bench.Tests;

/// <summary>The committed grid, the code that writes it and the declared models say the same.</summary>
public class GridTests
{
    private static readonly BenchCase[] Committed = CaseFile.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases.json")));

    public static TheoryData<string> Ids => [.. Committed.Select(c => c.Id)];

    [Fact]
    public void The_committed_file_is_what_the_code_writes() =>
        Assert.Equal(
            CaseFile.Write(GridCases.All), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "cases.json")).ReplaceLineEndings("\n"));

    [Fact]
    public void Ids_are_unique_and_there_are_72() => Assert.Equal(72, Committed.Select(c => c.Id).Distinct().Count());

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
        Assert.Equal(expected, model.Parameters.Select(p => p.Shape.ToArray()));
    }

    [Fact]
    public void A_pattern_chooses_cases_in_the_order_of_the_grid()
    {
        Assert.Equal(
            ["sine", "raw_gru_h16_b1", "raw_gru_h16_b16", "raw_gru_h16_b64"],
            CaseFile.Select(Committed, "raw_gru_h16_*,sine").Select(c => c.Id));
        Assert.Equal(63, CaseFile.Select(Committed, "group:raw").Length);
        Assert.Throws<ArgumentException>(() => CaseFile.Select(Committed, "no_such_case"));
    }

    [Fact]
    public void Sample_streams_lie_beside_the_grid_and_each_has_its_model()
    {
        Assert.All(SampleCases.All, c => Assert.False(CaseFile.Matches(c, "all")));
        Assert.Equal(SampleCases.All, CaseFile.Select(GridCases.AndSamples, "group:sample"));
        Assert.All(
            SampleCases.All,
            c => Assert.Equal((1, c.Hidden[0], 1), (Model(c).Features, Model(c).Parameters[1].Shape[1], Model(c).Heads[0].Outputs)));
    }

    [Fact]
    public void Every_tutorial_model_has_a_whole_training_whose_data_fit_it()
    {
        Assert.Equal(Committed.Where(c => c.Group == "model").Select(c => c.Id).Order(), WholeTask.All.Select(t => t.Id).Order());
        Assert.All(WholeTask.All, task =>
        {
            WholeData data = new(task);
            BenchCase c = task.Case;
            int steps = task.Sequences * c.Steps, rows = c.Head == "token" ? steps : task.Sequences;
            Assert.Equal(c.Vocabulary > 0 ? (0, steps) : (steps * c.Input, 0), (data.Features.Length, data.Tokens.Length));
            Assert.All(data.Tokens, token => Assert.InRange(token, 0, c.Vocabulary - 1));
            Assert.Equal(rows, c.Loss == "ce" ? data.Classes.Length : data.Values.Length);
            Assert.All(c.Loss == "ce" ? data.Classes : [], k => Assert.InRange(k, 0, c.Outputs - 1));
        });
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

    private static ModelDescription Model(BenchCase c) => ModelCatalog.Describe(c);

    private static (BenchCase Case, ModelDescription Model) Find(string id)
    {
        BenchCase c = Committed.Single(x => x.Id == id);
        return (c, ModelCatalog.Describe(c));
    }
}
