using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Equations;
using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Cell;

internal sealed class CellKind : IAdvisingKind
{
    public string AttributeName => CellReader.Attribute;

    public ElementSpec Read(AttributeReader attribute) => CellSpec.Read(attribute);

    public IEnumerable<DiagnosticInfo> Advise(AttributeReader attribute, int before, int after) =>
        RecurrentAdvice.On(attribute, attribute.Argument(1, 0), before, after);
}
