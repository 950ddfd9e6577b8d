using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.MultiLabel;

internal sealed class MultiLabelKind : IElementKind
{
    public string AttributeName => "LstmGen.MultiLabelAttribute";

    public ElementSpec Read(AttributeReader attribute) => MultiLabelSpec.Read(attribute);
}
