using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.Tagging;

/// <summary>A head of one tag at every step, with or without a CRF over the steps.</summary>
internal sealed record TaggingSpec(int Outputs) : DenseHeadSpec(Outputs)
{
    public bool Crf { get; init; }

    [TrainingOnly]
    public float LabelSmoothing { get; init; }

    [TrainingOnly]
    public int IgnoreIndex { get; init; } = -100;

    public override string Kind => Crf ? "Tagging with CRF " : "Tagging";

    public override HeadLoss Loss(HeadPlacement site) => Crf
        ? new CrfHeadLoss(site, Outputs, Name is not null)
        : new TaggingHeadLoss(site, this);

    public static TaggingSpec Read(AttributeReader attribute)
    {
        TaggingSpec spec = HeadReading.Read(new TaggingSpec(attribute.Size(0, "tags", 2)), attribute) with
        {
            Pooling = PoolingKind.EveryStep,
            Crf = attribute.Get("Crf", false),
            LabelSmoothing = attribute.Rate("LabelSmoothing"),
            IgnoreIndex = attribute.Get("IgnoreIndex", -100),
        };
        foreach (string property in new[] { "LabelSmoothing", "IgnoreIndex" })
        {
            if (spec.Crf && attribute.Has(property))
            {
                attribute.Report(
                    Descriptors.CannotWork, attribute.PropertyLocation(property),
                    $"Tagging: {property} does nothing with Crf = true, which scores whole paths of tags (steps of -100 are left "
                        + "open): leave one of them out");
            }
        }

        return spec;
    }
}
