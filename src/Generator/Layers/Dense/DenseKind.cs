using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Dense;

internal sealed class DenseKind : IElementKind
{
    public string AttributeName => "LstmGen.DenseAttribute";

    public ElementSpec Read(AttributeReader attribute) => new DenseSpec(attribute.Size(0, "size"))
    {
        Activation = attribute.Enum("Activation", LayerActivation.None),
        Bias = attribute.Get("Bias", true),
        Name = attribute.Identifier("Name"),
    };
}
