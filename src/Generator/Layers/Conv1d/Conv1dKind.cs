using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Conv1d;

internal sealed class Conv1dKind : IAdvisingKind
{
    public string AttributeName => "LstmGen.Conv1dAttribute";

    // Of a sequence that a window covers.
    private const int MostSteps = 1 << 16;

    public ElementSpec Read(
        AttributeReader attribute) => new Conv1dSpec(attribute.Size(0, "filters"), attribute.Size(1, "kernel", maximum: MostSteps))
    {
        Stride = attribute.Size("Stride", 1, 1, MostSteps),
        Padding = attribute.Enum("Padding", ConvPadding.Valid),
        Activation = attribute.Enum("Activation", LayerActivation.None),
        Bias = attribute.Get("Bias", true),
        Name = attribute.Identifier("Name"),
    };

    public IEnumerable<DiagnosticInfo> Advise(AttributeReader attribute, int before, int after) => NoEffectAdvice.Check(
        attribute, attribute.Argument(1, 0) == 1 && attribute.Has("Padding"), "Padding",
        "a kernel of one step reaches no padding; remove it");
}
