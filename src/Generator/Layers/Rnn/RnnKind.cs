using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Rnn;

internal sealed class RnnKind : IAdvisingKind
{
    public string AttributeName => "LstmGen.RnnAttribute";

    public ElementSpec Read(AttributeReader attribute) => RnnSpec.Read(attribute);

    public IEnumerable<DiagnosticInfo> Advise(AttributeReader attribute, int before, int after) =>
        RecurrentAdvice.On(attribute, attribute.Argument(0, 0), before, after);
}
