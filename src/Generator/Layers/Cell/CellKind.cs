using LstmGen.Generator.Equations;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Cell;

internal sealed class CellKind : IElementKind
{
    public string AttributeName => CellReader.Attribute;

    public ElementSpec Read(AttributeReader attribute) => CellSpec.Read(attribute);
}
