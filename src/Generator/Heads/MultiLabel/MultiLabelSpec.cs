using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.MultiLabel;

/// <summary>A head of any number of labels.</summary>
internal sealed record MultiLabelSpec(int Outputs) : DenseHeadSpec(Outputs)
{
    public override string Kind => "MultiLabel";

    public override HeadLoss Loss(HeadPlacement site) => new SigmoidHeadLoss(Outputs);

    public static MultiLabelSpec Read(AttributeReader attribute) =>
        ReadPooled(new MultiLabelSpec(attribute.Size(0, "labels")), attribute);
}
