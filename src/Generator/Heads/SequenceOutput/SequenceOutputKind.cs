using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.SequenceOutput;

internal sealed class SequenceOutputKind : IElementKind
{
    public string AttributeName => "LstmGen.SequenceOutputAttribute";

    public ElementSpec Read(AttributeReader attribute) => HeadReading.Read(new SequenceOutputSpec(), attribute);
}
