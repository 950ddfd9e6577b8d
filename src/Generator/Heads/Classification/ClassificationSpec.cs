using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.Classification;

/// <summary>A head of one class among several.</summary>
internal sealed record ClassificationSpec(int Outputs) : DenseHeadSpec(Outputs)
{
    [TrainingOnly]
    public float LabelSmoothing { get; init; }

    [TrainingOnly]
    public int IgnoreIndex { get; init; } = -100;

    public override string Kind => "Classification";

    public override HeadLoss Loss(HeadPlacement site) => new SoftmaxHeadLoss(Outputs, LabelSmoothing, IgnoreIndex);

    public static ClassificationSpec Read(AttributeReader attribute) =>
        ReadPooled(new ClassificationSpec(attribute.Size(0, "classes", 2)), attribute) with
        {
            LabelSmoothing = attribute.Rate("LabelSmoothing"),
            IgnoreIndex = attribute.Get("IgnoreIndex", -100),
        };
}
