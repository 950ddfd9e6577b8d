using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.Ctc;

internal sealed class CtcKind : IElementKind
{
    public string AttributeName => "LstmGen.CtcAttribute";

    public ElementSpec Read(AttributeReader attribute) => CtcSpec.Read(attribute);
}
