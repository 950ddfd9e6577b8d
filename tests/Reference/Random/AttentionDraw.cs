using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Random;

/// <summary>Draws decoders with attention to a source, and stacks with self-attention.</summary>
public static class AttentionDraw
{
    /// <summary>A decoder with one or two attention layers, before and after recurrent ones, with data.</summary>
    public static RandomCase Decoder(int seed)
    {
        var dice = new Dice(seed);
        int source = dice.Size(20);
        var layers = new List<ReferenceLayer>();
        ReferenceInput input = dice.OneIn(2) ? new EmbeddingInput(7, dice.Size(12)) : new FeaturesInput(dice.Size(12));
        int width = input.Width;
        if (dice.OneIn(4))
            Add(dice.OneIn(2) ? new DenseLayer(dice.Size(12)) { Activation = Activation.Tanh } : new NormLayer());
        bool before = dice.OneIn(2), after = !before || dice.OneIn(3);
        RecurrentLayer recurrent = LayerDraw.Recurrent(dice, RandomModelOptions.Everything with
        {
            MaxSize = 20, MaxStack = 2, DropoutRates = false, Bidirectional = !before && dice.OneIn(3), Residual = false,
        });
        if (before)
        {
            bool dot = recurrent.StateWidth == source || dice.OneIn(4);
            if (dot && recurrent.StateWidth != source)
                source = recurrent.StateWidth;
            Add(Attention(dice, source, recurrent.StateWidth) with { Asking = recurrent.StateWidth });
        }

        Add(recurrent);
        if (dice.OneIn(3))
            Add(new SelfAttentionLayer { Causal = !dice.OneIn(4), Residual = dice.OneIn(2) });
        if (after)
            Add(Attention(dice, source, width) with { Size = dice.OneIn(2) ? dice.Size(12) : 0 });
        if (dice.OneIn(3))
        {
            // Directly before a recurrent layer it would ask with that layer's h.
            Add(new DenseLayer(dice.Size(9)));
            Add(new GruLayer(dice.Size(9)));
        }

        var model = new ReferenceModel(
            $"Decoder{seed}", input, layers,
            [dice.OneIn(2) ? new RegressionHead(3) { Pooling = Pooling.EveryStep } : new ClassificationHead(3)])
        {
            Source = new(source),
        };
        return Fill(dice, seed, model);

        void Add(ReferenceLayer layer)
        {
            layers.Add(layer);
            width = layer.OutputWidth(width);
        }
    }

    /// <summary>A stack with self-attention, alone or between recurrent layers, with data.</summary>
    public static RandomCase Self(int seed)
    {
        var dice = new Dice(seed);
        int heads = dice.Between(1, 4), width = heads * dice.Between(1, 9);
        var attention = new SelfAttentionLayer
        {
            Heads = heads, Causal = dice.OneIn(2), Residual = dice.OneIn(2), Bias = !dice.OneIn(3), Dropout = seed % 2 == 0 ? 0.3f : 0,
        };
        int shape = dice.Between(0, 3);
        List<ReferenceLayer> layers = shape switch
        {
            0 => [attention],
            1 => [new LstmLayer(width) { Bidirectional = dice.OneIn(2), Merge = Merge.Sum }, attention],
            2 => [new GruLayer(width) { Bidirectional = true }, attention, new LstmLayer(dice.Size(9))],
            _ => [new RnnLayer(width), attention, new NormLayer(), attention with { Causal = !attention.Causal, Heads = 1 }],
        };
        ReferenceInput input = dice.OneIn(2) ? new EmbeddingInput(6, width) : new FeaturesInput(width);
        ReferenceHead head = dice.OneIn(2) ? new RegressionHead(2) { Pooling = dice.Of(Enum.GetValues<Pooling>()) } : new TaggingHead(3);
        return Fill(dice, seed, new ReferenceModel($"Self{seed}", input, layers, [head]));
    }

    /// <summary>
    /// A stack with one to three causal self-attentions among layers that stream, with outputs at every step, and data of one length.
    /// </summary>
    public static RandomCase Streaming(int seed)
    {
        var dice = new Dice(seed);
        int heads = dice.Between(1, 4), width = heads * dice.Between(1, 9);
        ReferenceInput input = dice.OneIn(2) ? new EmbeddingInput(6, width) : new FeaturesInput(width);
        var layers = new List<ReferenceLayer>();
        int attentions = dice.Between(1, 3);
        for (int i = 0; i < attentions; i++)
        {
            if (dice.OneIn(2))
                layers.Add(Before());
            if (dice.OneIn(4))
                layers.Add(new NormLayer());
            layers.Add(new SelfAttentionLayer
            {
                Heads = dice.OneIn(3) ? 1 : heads, Causal = true, Residual = dice.OneIn(2), Bias = !dice.OneIn(3)
            });
        }

        if (dice.OneIn(2))
        {
            layers.Add(LayerDraw.Recurrent(dice, RandomModelOptions.Everything with
            {
                MaxSize = 20, MaxStack = 2, DropoutRates = false, Bidirectional = false, Residual = false,
            }));
        }

        ReferenceHead head = dice.OneIn(2) ? new RegressionHead(2) { Pooling = Pooling.EveryStep } : new TaggingHead(3);
        var model = new ReferenceModel($"Streaming{seed}", input, layers, [head]);
        return new(
            seed, RandomModelOptions.Everything, model, RandomData.Parameters(model, seed),
            RandomData.Batch(model, seed, dice.Between(1, 4), dice.Between(1, 40), null, initialStates: false, stateGradients: false));

        ReferenceLayer Before() => dice.Between(0, 4) switch
        {
            0 => new LstmLayer(width) { Layers = dice.Between(1, 2), Residual = dice.OneIn(2) },
            1 => new GruLayer(width) { ResetAfter = dice.OneIn(2) },
            2 => new ConvLayer(width, dice.Between(1, 3)) { Padding = Padding.Causal },
            3 => new DenseLayer(width) { Activation = Activation.Tanh },
            _ => new LstmLayer(width) { Zoneout = 0.2f, Peepholes = true },
        };
    }

    private static AttentionLayer Attention(Dice dice, int source, int query) => dice.Between(0, 2) switch
    {
        0 when query == source => new(source) { Scaled = dice.OneIn(2) },
        1 => new(source) { Score = AttentionScore.General, Scaled = dice.OneIn(2) },
        _ => new(source) { Score = AttentionScore.Additive, ScoreSize = dice.OneIn(2) ? dice.Size(12) : 0 },
    };

    private static RandomCase Fill(Dice dice, int seed, ReferenceModel model)
    {
        int batch = dice.Between(1, 6), time = dice.Between(1, 8);
        int[]? lengths = dice.OneIn(2) ? [.. Enumerable.Range(0, batch).Select(_ => dice.Between(1, time))] : null;
        return new(
            seed, RandomModelOptions.Everything, model, RandomData.Parameters(model, seed),
            RandomData.Batch(model, seed, batch, time, lengths, initialStates: dice.OneIn(2), stateGradients: dice.OneIn(2)));
    }
}
