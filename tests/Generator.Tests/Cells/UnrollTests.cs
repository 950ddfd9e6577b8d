using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Cells;

/// <summary>Writing time steps out changes the code, not the numbers.</summary>
public class UnrollTests
{
    private static readonly RecurrentLayer[] Layers =
    [
        new LstmLayer(11) { Bidirectional = true, Peepholes = true }, new GruLayer(9) { Layers = 2 },
        new GruLayer(9) { ResetAfter = false, RecurrentDropout = 0.2f },
    ];

    [Fact]
    public void Written_out_steps_give_the_bits_of_the_loop()
    {
        // Six steps: all at once, in turns that fit, in turns with a rest, and in turns longer than the sequence.
        (int Unroll, int Steps)[] ways = [(1, 0), (6, 6), (3, 0), (4, 0), (4, 6), (16, 0)];
        ReferenceModel[] all = [.. Layers.SelectMany(
            (layer, l) => ways.Select((way, i) => CellDeclarations.Model(l * 100 + i, layer, way.Unroll, way.Steps)))];
        using CompiledModels models = ModelCompiler.Compile([.. all.Select(model => model.ToSource("Unrolled"))]);
        for (int l = 0; l < Layers.Length; l++)
        {
            ReferenceModel[] same = [.. all.Skip(l * ways.Length).Take(ways.Length)];
            ModelResult[] results = [.. same.Select(
                model => new CellCase(model).Run(models.Create($"Unrolled.{model.Name}"), dropout: true))];
            foreach (ModelResult result in results)
            {
                Assert.Equal(results[0].Outputs, result.Outputs);
                Assert.Equal(results[0].Gradients, result.Gradients);
                Assert.Equal(results[0].InputGradient, result.InputGradient);
                Assert.Equal(results[0].FinalStates, result.FinalStates);
            }
        }
    }

    [Fact]
    public void A_whole_window_is_written_out_without_a_loop_and_a_turn_has_its_steps()
    {
        ReferenceModel whole = CellDeclarations.Model(0, new LstmLayer(3), 6, 6), turns = CellDeclarations.Model(1, new LstmLayer(3), 4);
        using CompiledModels wholeModel = ModelCompiler.Compile(whole.ToSource("Unrolled"));
        using CompiledModels turnsModel = ModelCompiler.Compile(turns.ToSource("Unrolled"));
        string wholeText = wholeModel.Shared("LstmLayer"), turnsText = turnsModel.Shared("LstmLayer");
        Assert.Contains("const int t = 5;", wholeText, StringComparison.Ordinal);
        Assert.Contains("int t = turn + 3;", turnsText, StringComparison.Ordinal);
        Assert.DoesNotContain("int t = turn + 4;", turnsText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_a_fixed_length_still_streams()
    {
        ReferenceModel model = CellDeclarations.Model(0, new LstmLayer(3), 6, 6);
        using CompiledModels models = ModelCompiler.Compile(model.ToSource("Unrolled"));
        ModelWorkspace workspace = models.Create("Unrolled.Cell0").CreateWorkspace(training: false);
        workspace.BeginStream(2);
        Assert.Equal(1, workspace.Steps);
        Assert.Throws<ArgumentException>(() => workspace.Begin(2, 5));
    }
}
