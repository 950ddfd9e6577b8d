using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Activation;

internal sealed class ActivationKind : IAdvisingKind
{
    public string AttributeName => "LstmGen.ActivationAttribute";

    public ElementSpec Read(AttributeReader attribute) => new ActivationSpec(attribute.Enum(0, LayerActivation.None));

    public IEnumerable<DiagnosticInfo> Advise(AttributeReader attribute, int before, int after) => NoEffectAdvice.Check(
        attribute, attribute.Enum(0, LayerActivation.None) == LayerActivation.None, null,
        "None changes no value; name another function or remove the layer", "function");
}
