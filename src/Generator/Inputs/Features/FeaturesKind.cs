using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Inputs.Features;

internal sealed class FeaturesKind : IElementKind
{
    public string AttributeName => "LstmGen.FeaturesAttribute";

    public ElementSpec Read(AttributeReader attribute) =>
        new FeaturesSpec(attribute.Size(0, "size")) { Static = attribute.Size("Static", 0, 0) };
}
