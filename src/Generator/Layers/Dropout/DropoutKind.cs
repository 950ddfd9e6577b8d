using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Dropout;

internal sealed class DropoutKind : IAdvisingKind
{
    public string AttributeName => "LstmGen.DropoutAttribute";

    public ElementSpec Read(AttributeReader attribute) =>
        new DropoutSpec(attribute.Rate(0, "rate"), attribute.Get("SharedOverTime", false));

    public IEnumerable<DiagnosticInfo> Advise(AttributeReader attribute, int before, int after) => NoEffectAdvice.Check(
        attribute, attribute.Argument(0, 0f) == 0, null, "a rate of 0 drops nothing; give one above 0 or remove the layer", "rate");
}
