using LstmGen.Generator.Parsing;

namespace LstmGen.Generator.Diagnostics;

/// <summary>What can be said of an attribute that works, but not as its user may think.</summary>
internal static class Advice
{
    /// <summary>Findings on one attribute.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="before">Channels that it reads; 0 for an input.</param>
    /// <param name="after">Channels that it yields.</param>
    public static IEnumerable<DiagnosticInfo> On(AttributeReader attribute, int before, int after)
    {
        IEnumerable<DiagnosticInfo> findings = NoEffectAdvice.On(attribute);
        return attribute.Name is "Lstm" or "Gru" or "Rnn" or "Cell" ? RecurrentAdvice.On(attribute, before, after).Concat(findings) : findings;
    }
}
