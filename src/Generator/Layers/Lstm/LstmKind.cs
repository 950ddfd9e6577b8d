using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Lstm;

internal sealed class LstmKind : IElementKind
{
    public string AttributeName => "LstmGen.LstmAttribute";

    public ElementSpec Read(AttributeReader attribute) => LstmSpec.Read(attribute);
}
