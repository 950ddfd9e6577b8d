using LstmGen.Reference.Random;

namespace LstmGen.Reference.Tests;

/// <summary>Gradients of whole models, for every option of the vocabulary.</summary>
public class GradientTests
{
    private static readonly Dictionary<string, ReferenceLayer> Layers = new()
    {
        ["lstm"] = new LstmLayer(3),
        ["two layers"] = new LstmLayer(3) { Layers = 2 },
        ["bidirectional"] = new LstmLayer(3) { Layers = 2, Bidirectional = true },
        ["sum"] = new LstmLayer(3) { Layers = 2, Bidirectional = true, Merge = Merge.Sum },
        ["average"] = new GruLayer(3) { Bidirectional = true, Merge = Merge.Average },
        ["multiply"] = new LstmLayer(3) { Bidirectional = true, Merge = Merge.Multiply },
        ["projection"] = new LstmLayer(4) { Projection = 2, Layers = 2 },
        ["peepholes"] = new LstmLayer(3) { Peepholes = true },
        ["layer-normalised cell"] = new LstmLayer(4) { LayerNorm = true },
        ["layer-normalised cell without bias"] = new LstmLayer(4) { LayerNorm = true, Bias = false },
        ["clip"] = new LstmLayer(3) { CellClip = 0.4f },
        ["coupled"] = new LstmLayer(3) { CoupledGates = true },
        ["coupled with peepholes and norm"] = new LstmLayer(3) { CoupledGates = true, Peepholes = true, LayerNorm = true },
        ["everything in one cell"] = new LstmLayer(4)
        {
            Layers = 2, Bidirectional = true, Projection = 3, Peepholes = true, LayerNorm = true, CellClip = 0.5f,
            Residual = true, Zoneout = 0.2f, Merge = Merge.Sum,
        },
        ["residual"] = new LstmLayer(4) { Layers = 2, Residual = true },
        ["zoneout"] = new LstmLayer(3) { Zoneout = 0.3f },
        ["no bias"] = new LstmLayer(3) { Bias = false },
        ["gru"] = new GruLayer(3) { Layers = 2 },
        ["reset before"] = new GruLayer(3) { ResetAfter = false },
        ["rnn"] = new RnnLayer(3),
        ["relu rnn"] = new RnnLayer(3) { Nonlinearity = Nonlinearity.Relu },
        ["dense"] = new DenseLayer(3) { Activation = Activation.Tanh },
        ["dense relu without bias"] = new DenseLayer(3) { Activation = Activation.Relu, Bias = false },
        ["norm"] = new NormLayer(),
        ["self-attention"] = new SelfAttentionLayer { Heads = 2 },
        ["causal self-attention without bias"] = new SelfAttentionLayer { Heads = 4, Causal = true, Residual = true, Bias = false },
        ["valid conv"] = new ConvLayer(3, 2) { Activation = Activation.Sigmoid },
        ["strided conv"] = new ConvLayer(3, 3) { Stride = 2, Padding = Padding.Same },
        ["causal conv"] = new ConvLayer(2, 3) { Padding = Padding.Causal, Bias = false },
    };

    private static readonly Dictionary<string, ReferenceHead> Heads = new()
    {
        ["regression"] = new RegressionHead(2),
        ["absolute"] = new RegressionHead(2) { LossKind = RegressionLoss.MeanAbsolute, Pooling = Pooling.Mean },
        ["huber"] = new RegressionHead(3) { LossKind = RegressionLoss.Huber, Delta = 0.5f, Pooling = Pooling.EveryStep },
        ["quantile"] = new RegressionHead(2) { LossKind = RegressionLoss.Quantile, Quantile = 0.9f, Pooling = Pooling.Max },
        ["classification"] = new ClassificationHead(3) { LabelSmoothing = 0.1f, Pooling = Pooling.Attention },
        ["classification at every step"] = new ClassificationHead(3) { Pooling = Pooling.EveryStep, Bias = false },
        ["labels"] = new MultiLabelHead(3) { Pooling = Pooling.Attention },
        ["tagging"] = new TaggingHead(4) { LabelSmoothing = 0.1f },
        ["crf"] = new TaggingHead(3) { Crf = true },
        ["language model"] = new LanguageModelHead(),
        ["tied language model"] = new LanguageModelHead { TieWeights = true },
        ["ctc"] = new CtcHead(4) { Blank = 1 },
        ["sequence"] = new SequenceOutputHead(),
    };

    public static TheoryData<string> LayerNames => [.. Layers.Keys];

    public static TheoryData<string> HeadNames => [.. Heads.Keys];

    [Theory]
    [MemberData(nameof(LayerNames))]
    public void Layer_gradients_are_those_of_central_differences(string name)
    {
        var model = new ReferenceModel(
            "Model", new FeaturesInput(4), [Layers[name]],
            [new RegressionHead(2), new SequenceOutputHead { Name = "all", LossWeight = 0.5f }]);
        Check(model);
    }

    [Theory]
    [MemberData(nameof(HeadNames))]
    public void Head_gradients_are_those_of_central_differences(string name) =>
        Check(new("Model", new EmbeddingInput(5, 4), [new GruLayer(2) { Bidirectional = true }], [Heads[name]]));

    [Fact]
    public void Gradients_of_random_models_are_those_of_central_differences()
    {
        // Kinks (relu, clip, maxima, absolute values) are where differences fail, so draw without them.
        var smooth = RandomModelOptions.Everything with
        {
            MaxSize = 5, MaxTime = 5, MaxBatch = 3, ReluRnn = false, CellClip = false, Dense = false, Conv = false,
            Heads = HeadKinds.All & ~HeadKinds.RobustRegression,
            Poolings = [Pooling.Last, Pooling.Mean, Pooling.Attention, Pooling.EveryStep],
        };
        for (int seed = 0; seed < 40; seed++)
        {
            var drawn = RandomModels.Draw(seed, smooth);
            if (drawn.Model.Input is EmbeddingInput { PaddingIndex: >= 0 }
                || (drawn.Model.Input is FeaturesInput features && features.Columns.Any(column => column.PaddingIndex >= 0)))
                continue; // Its gradient is cut on purpose.
            CentralDifferences.Check(drawn.Model, drawn.Parameters, drawn.Data, most: 3);
        }
    }

    private static void Check(ReferenceModel model)
    {
        var parameters = RandomData.Parameters(model, 5);
        var data = RandomData.Batch(model, 6, batch: 3, time: 5, lengths: [5, 2, 4], initialStates: true, stateGradients: true);
        CentralDifferences.Check(model, parameters, data, most: 6);
    }
}
