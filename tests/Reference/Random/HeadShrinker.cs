using LstmGen.Reference.Heads;

namespace LstmGen.Reference.Random;

/// <summary>Heads that are one change simpler.</summary>
internal static class HeadShrinker
{
    public static IEnumerable<ReferenceHead> Smaller(ReferenceHead head)
    {
        if (head.Dropout > 0)
            yield return head with { Dropout = 0 };
        if (head.LossWeight != 1)
            yield return head with { LossWeight = 1 };
        if (head is PooledHead { Pooling: not Pooling.Last } pooled)
            yield return pooled with { Pooling = Pooling.Last };
        if (head is PooledHead { Bias: false } biasless)
            yield return biasless with { Bias = true };
        var simpler = head switch
        {
            RegressionHead regression => Regression(regression),
            ClassificationHead { LabelSmoothing: > 0 } classification => [classification with { LabelSmoothing = 0 }],
            ClassificationHead { Classes: > 2 } classification => [classification with { Classes = 2 }],
            MultiLabelHead { Labels: > 1 } labels => [labels with { Labels = 1 }],
            TaggingHead tagging => Tagging(tagging),
            LanguageModelHead { TieWeights: true } language => [language with { TieWeights = false }],
            CtcHead { Symbols: > 2 } ctc => [ctc with { Symbols = 2 }],
            CtcHead { Blank: > 0 } ctc => [ctc with { Blank = 0 }],
            _ => Enumerable.Empty<ReferenceHead>(),
        };
        foreach (var candidate in simpler)
            yield return candidate;
    }

    private static IEnumerable<ReferenceHead> Regression(RegressionHead head)
    {
        if (head.Outputs > 1)
            yield return head with { Outputs = 1 };
        if (head.LossKind != RegressionLoss.MeanSquared)
            yield return new RegressionHead(
                head.Outputs) { Name = head.Name, Pooling = head.Pooling, LossWeight = head.LossWeight, Dropout = head.Dropout,
                    Bias = head.Bias };
    }

    private static IEnumerable<ReferenceHead> Tagging(TaggingHead head)
    {
        if (head.Crf)
            yield return head with { Crf = false };
        if (head.Tags > 2)
            yield return head with { Tags = 2 };
        if (head.LabelSmoothing > 0)
            yield return head with { LabelSmoothing = 0 };
        if (head.IgnoreIndex != -100)
            yield return head with { IgnoreIndex = -100 };
    }
}
