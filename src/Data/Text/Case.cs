using System.Diagnostics.CodeAnalysis;

namespace LstmGen.Data;

/// <summary>Lower case, as vocabularies of the field have it.</summary>
internal static class Case
{
    [SuppressMessage("Globalization", "CA1308", Justification = "Vocabularies and word vectors are in lower case.")]
    public static string Apply(string text, bool lower) => lower ? text.ToLowerInvariant() : text;
}
