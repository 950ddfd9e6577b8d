using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Lstm;

internal sealed class LstmKind : IAdvisingKind
{
    public string AttributeName => "LstmGen.LstmAttribute";

    public ElementSpec Read(AttributeReader attribute) => LstmSpec.Read(attribute);

    public IEnumerable<DiagnosticInfo> Advise(AttributeReader attribute, int before, int after) =>
        RecurrentAdvice.On(attribute, attribute.Argument(0, 0), before, after);
}
