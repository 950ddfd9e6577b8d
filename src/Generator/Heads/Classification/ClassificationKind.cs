using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.Classification;

internal sealed class ClassificationKind : IElementKind
{
    public string AttributeName => "LstmGen.ClassificationAttribute";

    public ElementSpec Read(AttributeReader attribute) => ClassificationSpec.Read(attribute);
}
