using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Skip;

internal sealed class SkipKind : IElementKind
{
    public string AttributeName => "LstmGen.SkipAttribute";

    public ElementSpec Read(AttributeReader attribute) => new SkipSpec
    {
        From = attribute.Get<string?>("From", null),
        Merge = attribute.Enum("Merge", MergeKind.Concatenate),
        Name = attribute.Identifier("Name"),
    };
}
