using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Attention;

internal sealed class AttentionKind : IElementKind
{
    public string AttributeName => "LstmGen.AttentionAttribute";

    public ElementSpec Read(AttributeReader attribute)
    {
        var score = attribute.Enum("Score", ScoreKind.Dot);
        attribute.Require(
            score != ScoreKind.Additive || !attribute.Get("Scaled", false), "Scaled", "true",
            "the additive score is no dot product; remove Scaled, or choose another Score");
        attribute.Require(
            score == ScoreKind.Additive || attribute.Get("ScoreSize", 0) == 0, "ScoreSize", $"{attribute.Get("ScoreSize", 0)}",
            "it belongs to AttentionScore.Additive; set Score to it or remove it");
        return new AttentionSpec
        {
            Score = score,
            Size = attribute.Size("Size", 0, 0),
            Scaled = attribute.Get("Scaled", false),
            ScoreSize = attribute.Size("ScoreSize", 0, 0),
            Dropout = attribute.Rate("Dropout"),
            Name = attribute.Identifier("Name"),
        };
    }
}
