using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.LanguageModel;

internal sealed class LanguageModelKind : IElementKind
{
    public string AttributeName => "LstmGen.LanguageModelAttribute";

    public ElementSpec Read(AttributeReader attribute) => HeadReading.Read(new LanguageModelSpec(0), attribute) with
    {
        Pooling = PoolingKind.EveryStep,
        TieWeights = attribute.Get("TieWeights", false),
        IgnoreIndex = attribute.Get("IgnoreIndex", -100),
    };
}
