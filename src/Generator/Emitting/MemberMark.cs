using System.Globalization;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The attributes by which analyzers and coverage tools know emitted members. They stand on each member and not on the class, whose other half is
/// its user's.
/// </summary>
internal static class MemberMark
{
    private static readonly string Generated = string.Format(
        CultureInfo.InvariantCulture, "global::System.CodeDom.Compiler.GeneratedCode(\"LstmGen.Generator\", \"{0}\")",
        typeof(MemberMark).Assembly.GetName().Version!.ToString(3));

    private static readonly string Field = $"[{Generated}]";

    private static readonly string Code = $"[{Generated}, global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverage]";

    /// <summary>What stands before a line that begins a member; null for a line that does not.</summary>
    public static string? Of(string line)
    {
        // Further parts of a nested type carry none: an attribute may stand on one of them only.
        if (!char.IsLetter(line[0]) || line.StartsWith("partial ", StringComparison.Ordinal))
            return null;
        return IsField(line) ? Field : Code;
    }

    private static bool IsField(string line) =>
        line.EndsWith(";", StringComparison.Ordinal) && !line.Contains("=>") && !line.Contains("{ get");
}
