using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Inputs.Embedding;

internal sealed class EmbeddingKind : IElementKind
{
    public string AttributeName => "LstmGen.EmbeddingAttribute";

    public ElementSpec Read(AttributeReader attribute)
    {
        int vocabulary = attribute.Size(0, "vocabulary");
        int padding = attribute.Get("PaddingIndex", -1);
        attribute.Require(
            padding >= -1 && padding < vocabulary, "PaddingIndex", padding.ToString(), $"give an id from 0 to {vocabulary - 1}, or -1 for none");
        return new EmbeddingSpec(vocabulary, attribute.Size(1, "size"))
        {
            PaddingIndex = padding,
            Frozen = attribute.Get("Frozen", false),
            Dropout = attribute.Rate("Dropout"),
            Name = attribute.Identifier("Name"),
        };
    }
}
