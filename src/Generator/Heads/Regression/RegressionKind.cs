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
        string Use(string kind) => attribute.Has("Equation")
            ? $"it belongs to RegressionLoss.{kind}, and Equation is the loss; remove it"
            : $"it belongs to RegressionLoss.{kind}; set Loss to it or remove it";
        RegressionLossKind loss = attribute.Enum("Loss", RegressionLossKind.MeanSquared);
        return
        [
            .. NoEffectAdvice.Check(
                attribute, attribute.Has("Delta") && loss != RegressionLossKind.Huber, "Delta",
                Use("Huber")),
            .. NoEffectAdvice.Check(
                attribute, attribute.Has("Quantile") && loss != RegressionLossKind.Quantile, "Quantile",
                Use("Quantile")),
        ];
    }
}
