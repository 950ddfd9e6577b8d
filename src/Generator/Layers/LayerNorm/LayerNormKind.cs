using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.LayerNorm;

internal sealed class LayerNormKind : IElementKind
{
    public string AttributeName => "LstmGen.LayerNormAttribute";

    public ElementSpec Read(AttributeReader attribute)
    {
        float epsilon = attribute.Get("Epsilon", 1e-5f);
        bool valid = epsilon > 0 && !float.IsInfinity(epsilon);
        attribute.Require(valid, "Epsilon", Literal.Shown(epsilon), "give a small positive number, such as 1e-5f");
        return new LayerNormSpec(valid ? epsilon : 1e-5f) { Name = attribute.Identifier("Name") };
    }
}
