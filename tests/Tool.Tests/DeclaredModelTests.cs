using LstmGen.Interchange;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Testing;
using LstmGen.Tool.Running;
using LstmGen.Training;

namespace LstmGen.Tool.Tests;

/// <summary>Files that declared models saved, with every option: the tool computes, declares and exports what the model does.</summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many random models are drawn: one for eight of it, 16 at least.</remarks>
public sealed class DeclaredModelTests : IDisposable
{
    private const int Steps = 9, Seed = 3, LeastCases = 16;

    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-declared-").FullName;

    private static int RandomCases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish)
            ? Math.Max(LeastCases, wish / 8)
            : LeastCases;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Random_models() => Check([.. Enumerable.Range(7000, RandomCases)
        .Select(seed => RandomModels.Draw(seed, RandomModelOptions.Everything).Model).Where(model => model.OutputSteps(Steps) > 0)]);

    [Fact]
    public void Cells_of_ones_own() => Check([.. Zoo.All.SelectMany((cell, i) => new[]
    {
        Model($"Plain{i}", [new EquationLayer(5, cell.Value)], new RegressionHead(2)),
        Model(
            $"Both{i}",
            [new EquationLayer(
                3, cell.Value) { Bidirectional = true, Layers = 2, Merge = Merge.Average, Zoneout = 0.2f, Residual = true, Bias = false }],
                new RegressionHead(2)),
    })]);

    [Fact]
    public void Heads_and_layers_that_random_models_do_not_have() => Check(
    [
        Model(
            "Attends",
            [new LstmLayer(6) { Bidirectional = true, Peepholes = true },
                new SelfAttentionLayer { Heads = 3, Causal = true, Residual = true }], new RegressionHead(2)),
        Model(
            "Crf", [new LstmLayer(6) { CoupledGates = true }, new SelfAttentionLayer { Bias = false }], new TaggingHead(4) { Crf = true }),
        Model("Distribution", [new LstmLayer(6)], new EquationHead(2, 2, "LstmGen.Cells.GaussianNll", (_, outputs, _) => outputs[0])),
        Model(
            "LastOfBoth", [new LstmLayer(5) { Bidirectional = true }, new ActivationLayer(Activation.Tanh)], new RegressionHead(2)),
        Model(
            "LastOfSum",
            [new GruLayer(5) { Bidirectional = true, Merge = Merge.Sum }, new ActivationLayer(Activation.Relu),
                new ActivationLayer(Activation.Sigmoid)], new RegressionHead(2)),
        Model("Labels", [new ConvLayer(4, 3) { Padding = Padding.Causal }, new GruLayer(6)], new CtcHead(4) { Blank = 3 }),
        new(
            "Words", new EmbeddingInput(9, 5), [new LstmLayer(7) { Projection = 5, LayerNorm = true, CellClip = 0.3f }],
            [new LanguageModelHead { TieWeights = true }]),
    ]);

    private static ReferenceModel Model(string name, ReferenceLayer[] layers, ReferenceHead head) =>
        new(name, new FeaturesInput(3), layers, [head]);

    private void Check(ReferenceModel[] declared)
    {
        using CompiledModels models = ModelCompiler.Compile([.. declared.Select(model => model.ToSource("Saved"))]);
        var texts = new List<string>();
        foreach (ReferenceModel reference in declared)
        {
            var runner = new ModelRunner(models.Create($"Saved.{reference.Name}"));
            runner.Load(RandomData.Parameters(reference, 4));
            IRecurrentModel model = runner.Model;
            string path = Path.Combine(_folder, reference.Name + ".safetensors");
            ModelFile.Save(model.Parameters, path);
            ProposedModel proposed = Proposal.Of(WeightFile.Open(path));
            SameLayout(model.Description, DeclaredLayout.Of(model.Description.Declaration), reference);
            SameOutputs(model, DeclaredRunner.Of(proposed).Run(Steps, Seed), reference);
            Assert.True(Operators(model).SequenceEqual(Operators(new FileModel(proposed))), reference.Declaration);
            texts.Add(proposed.ToCSharp(reference.Name, "Again"));
        }

        // The written classes declare what the saved ones do.
        using CompiledModels again =
            ModelCompiler.Compile(
                [.. texts.Select(
                    text =>
                        text.Replace("typeof(", "typeof(LstmGen.Cells.", StringComparison.Ordinal)
                            .Replace("TheLoss", "GaussianNll", StringComparison.Ordinal))]);
        foreach (ReferenceModel reference in declared)
            Assert.Equal(
                models.Create($"Saved.{reference.Name}").Description.PredictionDeclaration,
                again.Create($"Again.{reference.Name}").Description.PredictionDeclaration);
    }

    private static void SameLayout(ModelDescription description, DeclaredLayout layout, ReferenceModel reference)
    {
        Assert.Equal(
            description.Parameters.Select(info => info.ToString()).Order(StringComparer.Ordinal),
            layout.Parameters.Select(info => info.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(description.States, layout.States);
        Assert.Equal(description.Caches, layout.Caches);
        Assert.Equal(
            description.Heads.Select(head => (head.Name, head.Outputs, head.EveryStep, head.Attention)),
            layout.Heads.Select(head => (head.Name, head.Outputs, head.EveryStep, head.Attention)));
        Assert.True((description.Features, description.Vocabulary) == (layout.Features, layout.Vocabulary), reference.Declaration);
    }

    private static void SameOutputs(IRecurrentModel model, double[][][] actual, ReferenceModel reference)
    {
        var random = new Random(Seed);
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        workspace.Begin(1, Steps);
        if (model.Description.Features > 0)
            SetFeatures(workspace, random);
        else
            workspace.SetTokens([.. Enumerable.Range(0, Steps).Select(_ => random.Next(model.Description.Vocabulary))]);
        model.Forward(workspace);
        Assert.Equal(workspace.Heads.Length, actual.Length);
        for (int head = 0; head < actual.Length; head++)
        {
            var expected = new float[workspace.Heads[head].Rows * workspace.Heads[head].Info.Outputs];
            workspace.Heads[head].CopyOutputs(expected);
            model.ToPredictionInPlace(workspace, head, expected);
            double[] values = [.. actual[head].SelectMany(step => step)];
            Assert.Equal(expected.Length, values.Length);
            for (int i = 0; i < values.Length; i++)
                Assert.True(
                    Math.Abs(expected[i] - values[i]) <= 2e-5 * Math.Max(1, Math.Abs(values[i])),
                    $"head {head}[{i}]: {expected[i]}, not {values[i]}\n{reference.Declaration}");
        }
    }

    // In the order in which the tool draws: values of the sequence, those of the steps, then each column of categories.
    private static void SetFeatures(ModelWorkspace workspace, Random random)
    {
        ModelDescription description = workspace.Description;
        int width = description.Features;
        float[] statics = Drawn(description.StaticFeatures), values = Drawn(Steps * width);
        foreach (ColumnInfo column in description.Columns)
        {
            if (column.Column >= width)
                statics[column.Column - width] = random.Next(column.Vocabulary);
            for (int t = 0; t < Steps && column.Column < width; t++)
                values[(t * width) + column.Column] = random.Next(column.Vocabulary);
        }

        if (statics.Length > 0)
            workspace.SetStatic(statics);
        workspace.SetFeatures(values);

        float[] Drawn(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];
    }

    private static IEnumerable<string> Operators(IRecurrentModel model)
    {
        using var stream = new MemoryStream();
        OnnxExport.Save(model, stream);
        OnnxModel file = OnnxReader.Read(stream.ToArray(), folder: null);
        return [.. file.Graph.Nodes.Select(node => $"{node.Op} {node.Name}"), .. file.Graph.Initializers.Select(tensor => tensor.Name)];
    }
}
