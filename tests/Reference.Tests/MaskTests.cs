using LstmGen.Reference.Random;

namespace LstmGen.Reference.Tests;

/// <summary>Dropout and zoneout act through given masks, and not at all without them.</summary>
public class MaskTests
{
    private static readonly ReferenceModel Model = new(
        "Model", new EmbeddingInput(6, 3) { Dropout = 0.5f },
        [
            new LstmLayer(3) { Layers = 2, Bidirectional = true, Dropout = 0.5f, InputDropout = 0.5f, RecurrentDropout = 0.5f },
            new DropoutLayer(0.5f), new DropoutLayer(0.5f) { SharedOverTime = true },
        ],
        [new RegressionHead(2) { Dropout = 0.5f, Pooling = Pooling.Mean }]);

    public static TheoryData<string, int> Masks => new()
    {
        { "embedding", 2 * 4 * 3 },
        { "lstm.input_l0", 2 * 3 },
        { "lstm.input_l1_reverse", 2 * 6 },
        { "lstm.recurrent_l0", 2 * 3 },
        { "lstm.recurrent_l1_reverse", 2 * 3 },
        { "lstm.dropout_l0", 2 * 4 * 6 },
        { "lstm.zoneout_h_l0", 2 * 4 * 3 },
        { "lstm.zoneout_c_l1", 2 * 4 * 3 },
        { "dropout", 2 * 4 * 6 },
        { "dropout2", 2 * 6 },
        { "head.dropout", 2 * 6 },
    };

    [Theory]
    [MemberData(nameof(Masks))]
    public void A_mask_changes_the_output_and_gradients_follow(string name, int count)
    {
        var parameters = RandomData.Parameters(Model, 1);
        var data = RandomData.Batch(Model, 2, batch: 2, time: 4, lengths: [4, 3], initialStates: true);
        double kept = name.Contains("zoneout", StringComparison.Ordinal) ? 1 : 2;
        var mask = Enumerable.Range(0, count).Select(i => i % 3 == 0 ? 0 : kept).ToArray();
        var masked = data with { Masks = new() { [name] = mask } };

        var before = ReferenceRun.Compute(Model, parameters, data).Outputs["head"];
        Assert.NotEqual(before, ReferenceRun.Compute(Model, parameters, masked).Outputs["head"]);
        CentralDifferences.Check(Model, parameters, masked, most: 2);
    }

    [Fact]
    public void Zoneout_masks_of_one_keep_the_state()
    {
        var model = new ReferenceModel("Model", new FeaturesInput(2), [new GruLayer(3) { Zoneout = 0.5f }], [new SequenceOutputHead()]);
        var data = RandomData.Batch(model, 2, batch: 1, time: 3, initialStates: true) with
        {
            Masks = new() { ["gru.zoneout_h_l0"] = [.. Enumerable.Repeat(1.0, 9)] },
        };
        var result = ReferenceRun.Compute(model, RandomData.Parameters(model, 1), data);

        Close.Assert("h_n", data.InitialHidden["gru"], result.FinalHidden["gru"], 1e-15);
    }
}
