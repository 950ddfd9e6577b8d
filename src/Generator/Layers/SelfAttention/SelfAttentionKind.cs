using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.SelfAttention;

internal sealed class SelfAttentionKind : IElementKind
{
    public string AttributeName => "LstmGen.SelfAttentionAttribute";

    public ElementSpec Read(AttributeReader attribute) => new SelfAttentionSpec
    {
        Heads = attribute.Size("Heads", 1, 1),
        Causal = attribute.Get("Causal", false),
        Residual = attribute.Get("Residual", false),
        Dropout = attribute.Rate("Dropout"),
        Bias = attribute.Get("Bias", true),
        Name = attribute.Identifier("Name"),
    };
}
