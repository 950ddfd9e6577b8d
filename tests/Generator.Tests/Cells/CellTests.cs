using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Cells;

/// <summary>Every cell with every option: outputs, states and all gradients against the naive reference in double.</summary>
public class CellTests(CellModels models) : IClassFixture<CellModels>
{
    public static TheoryData<string> Names => [.. CellDeclarations.All.Keys];

    public static TheoryData<string> Streaming =>
        [.. CellDeclarations.All.Where(pair => CellModels.CanStream(pair.Value)).Select(pair => pair.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cell_computes_what_the_reference_does(string name)
    {
        foreach (bool ragged in new[] { false, true })
            Holds(new CellCase(CellModels.Declaration(name), ragged).Compare(models.Create(name), dropout: false));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_the_documented_masks_a_cell_computes_what_the_reference_does(string name)
    {
        foreach (bool ragged in new[] { false, true })
            Holds(new CellCase(CellModels.Declaration(name), ragged).Compare(models.Create(name), dropout: true));
    }

    [Theory]
    [MemberData(nameof(Streaming))]
    public void Streamed_steps_give_the_whole_sequence(string name)
    {
        var test = new CellCase(CellModels.Declaration(name), ragged: false);
        IRecurrentModel model = models.Create(name);
        new ModelRunner(model).Load(test.Parameters);
        ReferenceData data = test.Data;
        var start = new ModelState(model.Description.States, data.Batch);
        foreach (var (prefix, values) in data.InitialHidden)
            Numbers.ToSingle(values).CopyTo(start[prefix + ".h"]);
        foreach (var (prefix, values) in data.InitialCell)
            Numbers.ToSingle(values).CopyTo(start[prefix + ".c"]);
        double[] expected = test.Reference(dropout: false).Outputs["body"];
        int width = expected.Length / (data.Batch * data.Time);
        float[] streamed = models.Stream(name, model, Numbers.ToSingle(data.Values!), data.Batch, data.Time, width, start);
        double largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(streamed), pair => Assert.InRange(pair.Second - pair.First, -5e-6 * largest, 5e-6 * largest));
    }

    private static void Holds((string Tensor, double Ratio) worst) =>
        Assert.True(worst.Ratio <= 1, $"{worst.Tensor} is off by {worst.Ratio:g3} times what is allowed");
}
