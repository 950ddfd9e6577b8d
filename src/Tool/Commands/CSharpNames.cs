namespace LstmGen.Tool.Commands;

/// <summary>Words that are no names in C#.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum "
            + "event explicit extern false finally fixed float for "
            + "foreach goto if implicit in int interface internal is lock long namespace new null object operator out override params "
            + "private protected public readonly ref return sbyte "
            + "sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort "
            + "using virtual void volatile while "
            + "extension file partial record required scoped").Split(' '), // no names of types
        StringComparer.Ordinal);

    /// <summary>A text as C# has it, on one line.</summary>
    public static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Whether one of the parts of a dotted name is a keyword.</summary>
    public static bool HasKeyword(string name) => name.Split('.').Any(Keywords.Contains);
}
