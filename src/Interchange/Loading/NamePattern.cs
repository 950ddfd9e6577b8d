using System.IO.Enumeration;

namespace LstmGen.Interchange;

/// <summary>Names with <c>*</c> for any characters and <c>?</c> for one.</summary>
internal static class NamePattern
{
    public static bool Matches(IReadOnlyList<string> patterns, string name) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
