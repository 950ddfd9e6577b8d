using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.Tagging;

internal sealed class TaggingKind : IElementKind
{
    public string AttributeName => "LstmGen.TaggingAttribute";

    public ElementSpec Read(AttributeReader attribute) => TaggingSpec.Read(attribute);
}
