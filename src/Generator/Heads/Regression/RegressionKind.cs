using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.Regression;

internal sealed class RegressionKind : IElementKind
{
    public string AttributeName => "LstmGen.RegressionAttribute";

    public ElementSpec Read(AttributeReader attribute) => RegressionSpec.Read(attribute);
}

/// <summary>A head of real values.</summary>
internal sealed record RegressionSpec(int Outputs) : DenseHeadSpec(Outputs)
{
    [TrainingOnly]
    public RegressionLossKind LossKind { get; init; }

    [TrainingOnly]
    public float Delta { get; init; } = 1f;

    [TrainingOnly]
    public float Quantile { get; init; } = 0.5f;

    public override string Kind => "Regression";

    public override HeadLoss Loss(HeadSite site) => new RegressionHeadLoss(this);

    public static RegressionSpec Read(AttributeReader attribute)
    {
        RegressionSpec spec = ReadPooled(new RegressionSpec(attribute.Size(0, "outputs")), attribute) with
        {
            LossKind = attribute.Enum("Loss", RegressionLossKind.MeanSquared),
            Delta = attribute.Get("Delta", 1f),
            Quantile = attribute.Get("Quantile", 0.5f),
        };
        attribute.Require(
            spec.LossKind is >= RegressionLossKind.MeanSquared and <= RegressionLossKind.Quantile,
            "Loss", ((int)spec.LossKind).ToString(), "give a member of RegressionLoss");
        attribute.Require(spec.Delta > 0 && spec.Delta <= float.MaxValue, "Delta", Emitting.Literal.Of(spec.Delta), "give a finite number above 0");
        attribute.Require(spec.Quantile is > 0 and < 1, "Quantile", Emitting.Literal.Of(spec.Quantile), "give a number between 0 and 1");
        return spec;
    }
}
