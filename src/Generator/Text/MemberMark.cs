using System.Globalization;

namespace LstmGen.Generator.Text;

/// <summary>
/// The attributes by which tools know what is emitted. Analyzers know the file by its first line. <c>[ExcludeFromCodeCoverage]</c> stands
/// on each member that has code and not on the class, whose other half is its user's, and <c>[GeneratedCode]</c> on the nested types: a
/// compiler that binds two attributes on each member takes a tenth longer.
/// </summary>
internal static class MemberMark
{
    private static readonly string Generated = string.Format(
        CultureInfo.InvariantCulture, "__generated(\"LstmGen.Generator\", \"{0}\")",
        typeof(MemberMark).Assembly.GetName().Version!.ToString(3));

    /// <summary>The directives that name the attributes, where a text has them.</summary>
    public static IEnumerable<string> AliasesIn(string text)
    {
        if (text.Contains("[__generated"))
            yield return "using __generated = global::System.CodeDom.Compiler.GeneratedCodeAttribute;";
        if (text.Contains("__uncovered]"))
            yield return "using __uncovered = global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute;";
    }

    private static readonly string Type = $"[{Generated}, __uncovered]";

    private const string Code = "[__uncovered]";

    private static readonly string[] Kinds = [" class ", " struct ", " interface "];

    /// <summary>What stands before a line that begins a member; null for a line that does not.</summary>
    public static string? Of(string line)
    {
        // Further parts of a nested type carry none: an attribute may stand on one of them only.
        if (!char.IsLetter(line[0]) || line.StartsWith("partial ", StringComparison.Ordinal))
            return null;
        return IsType(line) ? Type : IsField(line) ? null : Code;
    }

    // Of a member's header the kind of type stands before any parenthesis, value or base.
    private static bool IsType(string line)
    {
        int end = line.IndexOfAny(['(', '=', ':', '{']);
        string header = " " + (end < 0 ? line : line.Substring(0, end)) + " ";
        return Kinds.Any(header.Contains);
    }

    private static bool IsField(string line) =>
        line.EndsWith(";", StringComparison.Ordinal) && !line.Contains("{ get") && !IsBody(line);

    // An arrow after an initializer's sign is a lambda's; a sign inside parentheses is a parameter's.
    private static bool IsBody(string line)
    {
        int arrow = line.IndexOf("=>", StringComparison.Ordinal), value = line.IndexOf(" = ", StringComparison.Ordinal),
            parenthesis = line.IndexOf('(');
        return arrow >= 0 && (value < 0 || arrow < value || parenthesis >= 0 && parenthesis < value);
    }
}
