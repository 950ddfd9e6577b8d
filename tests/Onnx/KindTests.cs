using LstmGen.Interchange;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Reference.Random;
using LstmGen.Reference.Running;
using LstmGen.Testing;

namespace LstmGen.Onnx.Tests;

/// <summary>Each kind with each of its options, alone: with and without lengths and states.</summary>
public class KindTests
{
    private static readonly int[] Lengths = [5, 2, 7, 1];

    private static readonly (string Name, ReferenceModel Model)[] Drawn = [.. Models()];

    [Fact]
    public void Every_kind_and_option_computes_the_same_in_onnx_runtime()
    {
        using CompiledModels models = ModelCompiler.Compile([.. Drawn.Select(one => one.Model.ToSource("Kinds"))]);
        var faults = new List<string>();
        foreach ((string name, ReferenceModel model) in Drawn)
        {
            var runner = new ModelRunner(models.Create($"Kinds.{model.Name}"));
            runner.Load(RandomData.Parameters(model, 4));
            ReferenceData full = RandomData.Batch(model, 3, 4, 7, null, initialStates: true, stateGradients: false);
            ReferenceData ragged = RandomData.Batch(model, 3, 4, 7, Lengths, initialStates: true, stateGradients: false);
            ReferenceData fromZero = RandomData.Batch(model, 3, 4, 7, null);
            bool shortRows = model.OutputSteps(1) > 0;
            Note("full", full, null);
            if (shortRows)
                Note("of different lengths", ragged, null);
            Note("without lengths", full, new() { Lengths = false });
            Note("without states", fromZero, new() { States = false });
            Note("bare", fromZero, new() { Lengths = false, States = false, Scores = false });

            void Note(string how, ReferenceData data, OnnxExportOptions? options)
            {
                try
                {
                    if (ExportCheck.Difference(runner.Model, data, options) is { } difference)
                        faults.Add($"{name}, {how}: {difference}");
                }
                catch (Exception e) when (e is Microsoft.ML.OnnxRuntime.OnnxRuntimeException or NotSupportedException)
                {
                    faults.Add($"{name}, {how}: {e.Message}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static IEnumerable<(string, ReferenceModel)> Models()
    {
        int number = 0;
        foreach (RecurrentLayer layer in Cells())
            yield return One(layer, new SequenceOutputHead());
        foreach (ReferenceLayer layer in OtherLayers())
            yield return One(new LstmLayer(5), new SequenceOutputHead(), layer);

        // Behind causal self-attention a convolution has a state, as it streams.
        yield return One(
            new GruLayer(4), new SequenceOutputHead(), new SelfAttentionLayer { Causal = true },
            new ConvLayer(4, 3) { Padding = Padding.Causal });
        yield return One(
            new GruLayer(4) { Bidirectional = true }, new SequenceOutputHead(), new DenseLayer(8) { Name = "wide" }, new RnnLayer(3),
            new ActivationLayer(Activation.Sigmoid), new SkipLayer(8) { From = "wide" });
        foreach (ReferenceHead head in Heads())
        {
            yield return One(new GruLayer(5) { Bidirectional = true }, head);
            yield return One(new RnnLayer(5), head, new ConvLayer(4, 2) { Padding = Padding.Same });
        }

        yield return Two(new LanguageModelHead());
        yield return Two(new LanguageModelHead { TieWeights = true });

        yield return Columns([new(1, 4, 3)], new LstmLayer(5));
        yield return Columns([], new LstmLayer(5));
        yield return Columns([new(4, 4, 3), new(0, 6, 2), new(3, 2, 2)], new RnnLayer(5));
        yield return Columns([new(2, 4, 3), new(0, 6, 2) { Name = "kind" }], new GruLayer(5), new SkipLayer(8));

        (string, ReferenceModel) Columns(CategoryColumn[] columns, params ReferenceLayer[] layers)
        {
            var model = new ReferenceModel(
                $"Kind{number++}", new FeaturesInput(3) { Columns = columns, Static = 2 }, layers, [new SequenceOutputHead()]);
            return (model.Declaration, model);
        }

        (string, ReferenceModel) One(RecurrentLayer layer, ReferenceHead head, params ReferenceLayer[] before)
        {
            var model = new ReferenceModel($"Kind{number++}", new FeaturesInput(3), [.. before, layer], [head]);
            return (model.Declaration, model);
        }

        (string, ReferenceModel) Two(ReferenceHead head)
        {
            var model = new ReferenceModel($"Kind{number++}", new EmbeddingInput(9, 5) { PaddingIndex = 2 }, [new LstmLayer(5)], [head]);
            return (model.Declaration, model);
        }
    }

    private static IEnumerable<RecurrentLayer> Cells()
    {
        yield return new LstmLayer(5);
        yield return new LstmLayer(5) { Layers = 2, Bidirectional = true };
        yield return new LstmLayer(5) { Bias = false };
        yield return new LstmLayer(5) { Peepholes = true, Bidirectional = true };
        yield return new LstmLayer(5) { CoupledGates = true };
        yield return new LstmLayer(5) { CoupledGates = true, Peepholes = true, Bidirectional = true, Bias = false };
        yield return new LstmLayer(5) { CellClip = 0.3f, Peepholes = true };
        yield return new LstmLayer(5) { Projection = 2, Layers = 2, Bidirectional = true };
        yield return new LstmLayer(5) { LayerNorm = true, Bidirectional = true };
        yield return new LstmLayer(5) { LayerNorm = true, Bias = false, CoupledGates = true, Peepholes = true };
        yield return new LstmLayer(5) { Zoneout = 0.2f, Layers = 2 };
        yield return new LstmLayer(
            5) { Projection = 3, LayerNorm = true, CellClip = 0.4f, Peepholes = true, Zoneout = 0.1f, Bidirectional = true };
        yield return new LstmLayer(3) { Residual = true, Layers = 2 };
        yield return new LstmLayer(3) { Residual = true, Bidirectional = true, Merge = Merge.Sum };
        yield return new LstmLayer(5) { Bidirectional = true, Merge = Merge.Average };
        yield return new LstmLayer(5) { Bidirectional = true, Merge = Merge.Multiply, Layers = 2 };
        yield return new GruLayer(5);
        yield return new GruLayer(5) { Layers = 2, Bidirectional = true };
        yield return new GruLayer(5) { ResetAfter = false, Bidirectional = true };
        yield return new GruLayer(5) { ResetAfter = false, Zoneout = 0.2f };
        yield return new GruLayer(5) { Zoneout = 0.2f, Bidirectional = true, Bias = false };
        yield return new GruLayer(5) { ResetAfter = false, Bias = false };
        yield return new RnnLayer(5);
        yield return new RnnLayer(5) { Nonlinearity = Nonlinearity.Relu, Bidirectional = true, Layers = 2 };
        yield return new RnnLayer(5) { Zoneout = 0.2f, Bias = false };
    }

    private static IEnumerable<ReferenceLayer> OtherLayers()
    {
        yield return new DenseLayer(4) { Activation = Activation.Sigmoid };
        yield return new DenseLayer(4) { Activation = Activation.Tanh, Bias = false };
        yield return new ActivationLayer(Activation.Relu);
        yield return new ActivationLayer(Activation.Sigmoid);
        yield return new NormLayer { Epsilon = 1e-3f };
        yield return new DropoutLayer(0.5f);
        yield return new SelfAttentionLayer();
        yield return new SelfAttentionLayer { Heads = 3, Causal = true, Residual = true, Bias = false };
        yield return new SkipLayer(3);
        yield return new SkipLayer(3) { Merge = Merge.Sum };
        yield return new SkipLayer(3) { Merge = Merge.Average };
        yield return new SkipLayer(3) { Merge = Merge.Multiply };
        yield return new ConvLayer(4, 3) { Padding = Padding.Causal };
        yield return new ConvLayer(4, 4) { Padding = Padding.Same, Activation = Activation.Relu };
        yield return new ConvLayer(4, 3) { Padding = Padding.Same, Stride = 2, Bias = false };
        yield return new ConvLayer(4, 3);
        yield return new ConvLayer(4, 2) { Stride = 3 };
        yield return new ConvLayer(4, 4) { Padding = Padding.Causal, Stride = 2 };
    }

    private static IEnumerable<ReferenceHead> Heads()
    {
        foreach (Pooling pooling in Enum.GetValues<Pooling>())
        {
            yield return new RegressionHead(2) { Pooling = pooling };
            yield return new ClassificationHead(3) { Pooling = pooling, Bias = pooling == Pooling.Mean };
            yield return new MultiLabelHead(2) { Pooling = pooling };
        }

        yield return new EquationHead(2, 2, "LstmGen.Cells.GaussianNll", (_, outputs, _) => outputs[0]); // the loss computes nothing here
        yield return new TaggingHead(4);
        yield return new TaggingHead(4) { Crf = true };
        yield return new CtcHead(4) { Blank = 3 };
    }
}
