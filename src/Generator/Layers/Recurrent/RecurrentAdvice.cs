using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Advice on recurrent layers.</summary>
internal static class RecurrentAdvice
{
    /// <param name="attribute">The attribute.</param>
    /// <param name="hidden">Units.</param>
    /// <param name="before">Channels that it reads.</param>
    /// <param name="after">Channels that it yields.</param>
    public static IEnumerable<DiagnosticInfo> On(AttributeReader attribute, int hidden, int before, int after) =>
    [
        .. OnSizes(attribute, hidden, before, after),
        .. NoEffectAdvice.Check(
            attribute, attribute.Has("Merge") && !attribute.Get("Bidirectional", false), "Merge",
            "there is one direction; set Bidirectional = true or remove it"),
    ];

    private static IEnumerable<DiagnosticInfo> OnSizes(AttributeReader attribute, int hidden, int before, int after)
    {
        int layers = attribute.Get("Layers", 1);
        float dropout = attribute.Get("Dropout", 0f);
        if (dropout > 0 && layers == 1)
        {
            yield return DiagnosticInfo.Create(
                Descriptors.StackDropout, attribute.PropertyLocation("Dropout"), attribute.Name, Literal.Shown(dropout));
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
                Descriptors.PanelWaste, attribute.Location, attribute.Name, hidden.ToString(), paid.ToString(),
                (paid - Layout.Panel).ToString());
        }
    }
}
