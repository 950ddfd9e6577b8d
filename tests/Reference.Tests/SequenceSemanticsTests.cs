using LstmGen.Reference.Random;

namespace LstmGen.Reference.Tests;

/// <summary>What holds for every model: rows are independent of each other and of padding.</summary>
public class SequenceSemanticsTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(100, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Padding_values_never_matter(int seed)
    {
        var drawn = RandomModels.Draw(seed, RandomModelOptions.Everything with { MaxSize = 6 });
        var data = drawn.Data;
        var changed = data with { Values = (double[]?)data.Values?.Clone(), Ids = (int[]?)data.Ids?.Clone() };
        int width = WidthOf(drawn.Model);
        for (int row = 0; row < data.Batch; row++)
        {
            for (int position = (row * data.Time) + data.LengthOf(row); position < (row + 1) * data.Time; position++)
            {
                if (changed.Ids is { } ids)
                    ids[position] = -7;
                changed.Values?.AsSpan(position * width, width).Fill(double.NaN);
            }
        }

        var before = drawn.Compute();
        var after = ReferenceRun.Compute(drawn.Model, drawn.Parameters, changed);
        Assert.Equal(before.Loss, after.Loss);
        Assert.Equal(before.Sequence, after.Sequence);
        foreach (var (name, gradient) in before.Gradients)
            Assert.Equal(gradient, after.Gradients[name]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_row_computes_the_same_alone(int seed)
    {
        var drawn =
            RandomModels.Draw(seed, RandomModelOptions.Everything with { MaxSize = 6, InitialStates = false, StateGradients = false });
        var (model, data) = (drawn.Model, drawn.Data);
        var together = drawn.Compute();
        int row = data.Batch - 1, length = data.LengthOf(row), width = WidthOf(model),
            statics = (model.Input as FeaturesInput)?.Static ?? 0;
        var alone = ReferenceRun.Compute(model, drawn.Parameters, new()
        {
            Batch = 1,
            Time = length,
            Values = data.Values?.AsSpan(row * data.Time * width, length * width).ToArray(),
            Static = data.Static?.AsSpan(row * statics, statics).ToArray(),
            Ids = data.Ids?.AsSpan(row * data.Time, length).ToArray(),
        });

        int last = model.WidthBefore(model.Layers.Count);
        Assert.Equal(alone.Sequence, together.Sequence.AsSpan(row * together.OutputTime * last, alone.OutputTime * last).ToArray());
        Assert.Equal(alone.OutputTime, together.OutputLengths[row]);
    }

    // Values of a step of the data, before vectors take the places of categories.
    private static int WidthOf(ReferenceModel model) => model.Input is FeaturesInput features ? features.Size : 0;

    [Fact]
    public void A_sequence_without_steps_is_refused_with_its_row()
    {
        var model = new ReferenceModel("Model", new FeaturesInput(1), [new RnnLayer(2)], [new SequenceOutputHead()]);
        var data = new ReferenceData { Batch = 2, Time = 3, Values = new double[6], Lengths = [3, 0] };
        var error = Assert.Throws<ArgumentException>(() => ReferenceRun.Compute(model, RandomData.Parameters(model, 1), data));
        Assert.Contains("Row 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Last_of_a_bidirectional_layer_joins_the_two_final_states()
    {
        var model = new ReferenceModel(
            "Model", new FeaturesInput(2), [new LstmLayer(2) { Bidirectional = true }, new DropoutLayer(0.5f)],
            [new RegressionHead(4) { Bias = false }]);
        var parameters = RandomData.Parameters(model, 3);
        for (int i = 0; i < 16; i++)
            parameters["head.weight"][i] = i % 5 == 0 ? 1 : 0; // the identity
        var data = RandomData.Batch(model, 4, batch: 2, time: 4, lengths: [2, 4]);
        var result = ReferenceRun.Compute(model, parameters, data);

        var h = result.FinalHidden["lstm"]; // [2 directions, 2 rows, 2]
        Assert.Equal([h[0], h[1], h[4], h[5], h[2], h[3], h[6], h[7]], result.Outputs["head"]);
    }

    [Fact]
    public void A_tied_head_adds_its_gradient_to_the_table_and_a_frozen_table_has_none()
    {
        var input = new EmbeddingInput(4, 3);
        var model = new ReferenceModel("Model", input, [new RnnLayer(3)], [new LanguageModelHead { TieWeights = true }]);
        var parameters = RandomData.Parameters(model, 3);
        var data = RandomData.Batch(model, 4, batch: 1, time: 2) with { Ids = [0, 1] };
        var free = ReferenceRun.Compute(model, parameters, data);
        var frozen = ReferenceRun.Compute(model with { Input = input with { Frozen = true } }, parameters, data);

        Assert.All(free.Gradients["embedding.weight"], g => Assert.NotEqual(0, g));
        Assert.DoesNotContain("embedding.weight", frozen.Gradients.Keys);
        Assert.Equal(free.Gradients["rnn.weight_hh_l0"], frozen.Gradients["rnn.weight_hh_l0"]);
    }

    [Fact]
    public void The_padding_vector_takes_part_but_has_no_gradient()
    {
        var model = new ReferenceModel("Model", new EmbeddingInput(3, 2) { PaddingIndex = 1 }, [new RnnLayer(2)], [new RegressionHead(1)]);
        var parameters = RandomData.Parameters(model, 3);
        var data = RandomData.Batch(model, 4, batch: 1, time: 3) with { Ids = [0, 1, 2] };
        var gradient = ReferenceRun.Compute(model, parameters, data).Gradients["embedding.weight"];

        Assert.Equal([0, 0], gradient[2..4]);
        Assert.NotEqual(0, gradient[0]);
        Assert.NotEqual(0, gradient[4]);
    }
}
