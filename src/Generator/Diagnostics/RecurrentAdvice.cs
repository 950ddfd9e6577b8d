using LstmGen.Generator.Emitting;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Advice on recurrent layers.</summary>
internal static class RecurrentAdvice
{
    public static IEnumerable<DiagnosticInfo> On(AttributeReader attribute, int before, int after)
    {
        int layers = attribute.Get("Layers", 1), hidden = attribute.Argument(attribute.Name == "Cell" ? 1 : 0, 0);
        float dropout = attribute.Get("Dropout", 0f);
        if (dropout > 0 && layers == 1)
        {
            yield return DiagnosticInfo.Create(
                Descriptors.StackDropout, attribute.PropertyLocation("Dropout"), attribute.Name, Literal.Of(dropout));
        }

        if (attribute.Get("Residual", false) && layers == 1 && before != after)
        {
            yield return DiagnosticInfo.Create(
                Descriptors.ResidualWidth, attribute.PropertyLocation("Residual"), attribute.Name, before.ToString(), after.ToString());
        }

        // Units are stored and multiplied in panels of 8. Small layers cost little either way.
        int paid = Layout.Pad(hidden);
        if (hidden > Layout.Panel && (paid - hidden) * 4 > paid)
        {
            yield return DiagnosticInfo.Create(
                Descriptors.PanelWaste, attribute.Location, attribute.Name, hidden.ToString(), paid.ToString(), (paid - Layout.Panel).ToString());
        }
    }
}
