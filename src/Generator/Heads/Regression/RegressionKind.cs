using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Equations;
using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Regression;

internal sealed class RegressionKind : IAdvisingKind
{
    public string AttributeName => "LstmGen.RegressionAttribute";

    public ElementSpec Read(AttributeReader attribute) => RegressionSpec.Read(attribute);

    public IEnumerable<DiagnosticInfo> Advise(AttributeReader attribute, int before, int after)
    {
        RegressionLossKind loss = attribute.Enum("Loss", RegressionLossKind.MeanSquared);
        return
        [
            .. NoEffectAdvice.Check(
                attribute, attribute.Has("Delta") && loss != RegressionLossKind.Huber, "Delta",
                "it belongs to RegressionLoss.Huber; set Loss to it or remove it"),
            .. NoEffectAdvice.Check(
                attribute, attribute.Has("Quantile") && loss != RegressionLossKind.Quantile, "Quantile",
                "it belongs to RegressionLoss.Quantile; set Loss to it or remove it"),
        ];
    }
}
