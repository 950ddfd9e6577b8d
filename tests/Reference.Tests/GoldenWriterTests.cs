using LstmGen.Reference.Golden;
using LstmGen.Reference.Random;

namespace LstmGen.Reference.Tests;

/// <summary>Written cases read back as what they were, and the reference reproduces them.</summary>
public sealed class GoldenWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("golden-").FullName;

    public static TheoryData<string> PytorchCases => GoldenTests.Cases;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Random_cases_survive_writing_and_reading()
    {
        var allowed = RandomModelOptions.Everything with
        {
            MaxLayers = 1, MaxSize = 6, SeveralHeads = false, Names = false, Dense = false, Conv = false, LayerNorm = false,
            DropoutRates = false, Columns = false, Static = false, Activation = false, Skip = false,
            Heads = HeadKinds.All & ~HeadKinds.SequenceOutput,
        };
        var drawn = Enumerable.Range(0, 60).Select(seed => RandomModels.Draw(seed, allowed))
            .Where(c => c.Model.Heads[0] is not LanguageModelHead { TieWeights: false }
                && (c.Options.StateGradients == false || c.Data.HiddenGradients.Count == 0)).ToArray();
        GoldenWriter.Write(
            _folder, drawn.Select((c, i) => new GoldenEntry(c.Model.Name, c.Model, c.Parameters, c.Data) { TimeMajor = i % 3 == 0 }));

        Assert.Equal(drawn.Select(c => c.Model.Name), GoldenCase.Names(_folder));
        foreach (var source in drawn)
        {
            var written = GoldenCase.Read(_folder, source.Model.Name);
            Assert.Equal(source.Model.Declaration, written.Model.Declaration, ignoreCase: true);
            var result = ReferenceRun.Compute(written.Model, written.Parameters, written.Data);
            Assert.Equal(written.Loss, result.Loss);
            Assert.Equal(written.Tensor("expect.output"), result.Sequence);
            foreach (var (name, gradient) in written.Gradients)
                Assert.Equal(gradient, result.Gradients[name]);
            Assert.True(written.SingleError("expect.output") is > 0 and < 1e-4);
        }
    }

    [Fact]
    public void A_time_major_case_is_the_other_way_round_in_its_file_alone()
    {
        var model = new ReferenceModel("Turned", new FeaturesInput(2), [new RnnLayer(3)], [new RegressionHead(1)]);
        var data = RandomData.Batch(model, 1, 4, 3);
        GoldenWriter.Write(_folder, [new("turned", model, RandomData.Parameters(model, 1), data) { TimeMajor = true }]);

        StoredTensor x = TensorFile.Read(Path.Combine(_folder, "turned.safetensors"))["input.x"];
        Assert.Equal([3, 4, 2], x.Shape);
        Assert.Equal(data.Values![(1 * 3 * 2) + (2 * 2)], x.Values[(2 * 4 * 2) + (1 * 2)]); // row 1, step 2
        Assert.Equal(data.Values, GoldenCase.Read(_folder, "turned").Data.Values);
    }

    [GoldenTheory]
    [MemberData(nameof(PytorchCases))]
    public void Rewriting_a_pytorch_case_gives_the_same_tensors(string name)
    {
        var golden = GoldenCase.Read(SharedFolder.Golden!, name);
        bool trace = golden.Optimizers.Any();
        GoldenWriter.Write(_folder, [new(name, golden.Model, golden.Parameters, golden.Data, trace)]);

        var theirs = TensorFile.Read(Path.Combine(SharedFolder.Golden!, $"{name}.safetensors"));
        var ours = TensorFile.Read(Path.Combine(_folder, $"{name}.safetensors"));
        Assert.Equal(theirs.Keys.Order(), ours.Keys.Order());
        foreach (var (tensor, value) in theirs)
        {
            Assert.Equal(value.Kind, ours[tensor].Kind);
            Assert.Equal(value.Shape, ours[tensor].Shape);
            Close.Assert(tensor, value.Values, ours[tensor].Values, 1e-9);
        }
    }

    [Fact]
    public void A_model_that_the_format_cannot_express_is_refused()
    {
        var drawn = new ReferenceModel("Two", new FeaturesInput(1), [new RnnLayer(1), new RnnLayer(1)], [new RegressionHead(1)]);
        var data = RandomData.Batch(drawn, 1, 1, 1);
        var error = Assert.Throws<ArgumentException>(() =>
            GoldenWriter.Write(_folder, [new("two", drawn, RandomData.Parameters(drawn, 1), data)]));
        Assert.Contains("two", error.Message, StringComparison.Ordinal);
    }
}
