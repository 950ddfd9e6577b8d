using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.Ctc;

/// <summary>A head of labels without alignment.</summary>
internal sealed record CtcSpec(int Outputs) : DenseHeadSpec(Outputs)
{
    public int Blank { get; init; }

    [TrainingOnly]
    public bool ZeroInfinity { get; init; }

    public override string Kind => "Ctc";

    public override HeadLoss Loss(HeadPlacement site) => new CtcHeadLoss(site, this);

    public static CtcSpec Read(AttributeReader attribute)
    {
        CtcSpec spec = HeadReading.Read(new CtcSpec(attribute.Size(0, "symbols", 2)), attribute) with
        {
            Pooling = PoolingKind.EveryStep,
            Blank = attribute.Get("Blank", 0),
            ZeroInfinity = attribute.Get("ZeroInfinity", false),
        };
        attribute.Require(
            spec.Blank >= 0 && spec.Blank < spec.Outputs, "Blank", spec.Blank.ToString(),
            $"give one of the {spec.Outputs} symbols, 0 to {spec.Outputs - 1}");
        return spec;
    }
}
