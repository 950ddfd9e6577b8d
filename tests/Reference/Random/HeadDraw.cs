using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Random;

/// <summary>Draws heads that fit an input and the layers.</summary>
internal static class HeadDraw
{
    /// <summary>A head for the layers of <paramref name="body"/>, a model whose heads do not matter.</summary>
    public static ReferenceHead Any(Dice dice, RandomModelOptions allowed, ReferenceModel body)
    {
        HeadKinds[] kinds = [.. Enum.GetValues<HeadKinds>()
            .Where(kind => kind is not (HeadKinds.None or HeadKinds.All) && allowed.Heads.HasFlag(kind) && Fits(kind, body))];
        var head = Draw(kinds.Length == 0 ? HeadKinds.Regression : dice.Of(kinds), dice, body);
        head = head with { Dropout = dice.OneIn(4, allowed.DropoutRates) ? 0.4f : 0 };
        return head is PooledHead pooled
            ? pooled with { Pooling = dice.Of(allowed.Poolings), Bias = !dice.OneIn(4, allowed.WithoutBias) }
            : head;
    }

    private static bool Fits(HeadKinds kind, ReferenceModel body) => kind switch
    {
        HeadKinds.LanguageModel => body.Input is EmbeddingInput,
        HeadKinds.TiedLanguageModel => body.Input is EmbeddingInput input && input.Size == body.WidthBefore(body.Layers.Count),
        _ => true,
    };

    private static ReferenceHead Draw(HeadKinds kind, Dice dice, ReferenceModel body) => kind switch
    {
        HeadKinds.RobustRegression => dice.Between(0, 2) switch
        {
            0 => new RegressionHead(dice.Between(1, 5)) { LossKind = RegressionLoss.MeanAbsolute },
            1 => new RegressionHead(dice.Between(1, 5)) { LossKind = RegressionLoss.Huber, Delta = 0.75f },
            _ => new RegressionHead(dice.Between(1, 5)) { LossKind = RegressionLoss.Quantile, Quantile = 0.9f },
        },
        HeadKinds.Classification => new ClassificationHead(dice.Between(2, 9)) { LabelSmoothing = dice.OneIn(2) ? 0.1f : 0 },
        HeadKinds.MultiLabel => new MultiLabelHead(dice.Between(1, 6)),
        HeadKinds.Tagging => new TaggingHead(dice.Between(2, 9))
        {
            LabelSmoothing = dice.OneIn(2) ? 0.1f : 0, IgnoreIndex = dice.OneIn(3) ? -1 : -100,
        },
        HeadKinds.Crf => new TaggingHead(dice.Between(2, 6)) { Crf = true },
        HeadKinds.LanguageModel =>
            new LanguageModelHead { IgnoreIndex = ((EmbeddingInput)body.Input).PaddingIndex is >= 0 and var pad ? pad : -100 },
        HeadKinds.TiedLanguageModel => new LanguageModelHead { TieWeights = true },
        HeadKinds.Ctc => new CtcHead(dice.Between(2, 7)) { Blank = dice.Between(0, 1) },
        HeadKinds.SequenceOutput => new SequenceOutputHead(),
        _ => new RegressionHead(dice.Between(1, 5)),
    };
}
