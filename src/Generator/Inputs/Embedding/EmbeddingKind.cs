using LstmGen.Generator.Inputs.ColumnEmbedding;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Inputs.Embedding;

internal sealed class EmbeddingKind : IElementKind
{
    public string AttributeName => "LstmGen.EmbeddingAttribute";

    public ElementSpec Read(AttributeReader attribute)
    {
        int vocabulary = attribute.Size(0, "vocabulary");
        int padding = attribute.Get("PaddingIndex", -1);
        attribute.Require(
            padding >= -1 && padding < vocabulary, "PaddingIndex", padding.ToString(),
            $"give an id from 0 to {vocabulary - 1}, or -1 for none");
        if (attribute.Has("Column"))
            return Column(attribute, vocabulary, padding);
        return new EmbeddingSpec(vocabulary, attribute.Size(1, "size"))
        {
            PaddingIndex = padding,
            Frozen = attribute.Get("Frozen", false),
            Dropout = attribute.Rate("Dropout"),
            Name = attribute.Identifier("Name"),
        };
    }

    private static ColumnEmbeddingSpec Column(AttributeReader attribute, int vocabulary, int padding)
    {
        float dropout = attribute.Get("Dropout", 0f);
        attribute.Require(
            dropout == 0, "Dropout", Literal.Shown(dropout),
            "vectors of a column have none of their own; put [Dropout] behind the last [Embedding]");
        return new ColumnEmbeddingSpec(vocabulary, attribute.Size(1, "size"), attribute.Size("Column", 0, 0))
        {
            PaddingIndex = padding,
            Frozen = attribute.Get("Frozen", false),
            Name = attribute.Identifier("Name"),
        };
    }
}
