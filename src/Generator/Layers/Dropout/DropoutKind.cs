using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Dropout;

internal sealed class DropoutKind : IElementKind
{
    public string AttributeName => "LstmGen.DropoutAttribute";

    public ElementSpec Read(AttributeReader attribute) =>
        new DropoutSpec(attribute.Rate(0, "rate"), attribute.Get("SharedOverTime", false));
}
