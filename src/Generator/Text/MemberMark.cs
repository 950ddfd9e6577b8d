using System.Globalization;
using System.Text;

namespace LstmGen.Generator.Text;

/// <summary>
/// The marks by which tools know what is emitted. Analyzers know the file by its first line. <c>[GeneratedCode]</c> and
/// <c>[ExcludeFromCodeCoverage]</c> stand on nested types. The class itself has neither, because its other half is its user's: its members
/// are in hidden lines, which coverage does not count and debuggers pass on the way to the passes. An attribute on each member took a
/// twentieth of the compiler's time.
/// </summary>
internal static class MemberMark
{
    /// <summary>The attributes of an emitted type.</summary>
    public static readonly string Type = string.Format(
        CultureInfo.InvariantCulture, "[__generated(\"LstmGen.Generator\", \"{0}\"), __uncovered]",
        typeof(MemberMark).Assembly.GetName().Version!.ToString(3));

    private static readonly string[] Kinds = [" class ", " struct ", " interface "];

    /// <summary>The directives that name the attributes, where a text has them.</summary>
    public static IEnumerable<string> AliasesIn(string text)
    {
        if (!text.Contains(Type))
            yield break;
        yield return "using __generated = global::System.CodeDom.Compiler.GeneratedCodeAttribute;";
        yield return "using __uncovered = global::System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute;";
    }

    /// <summary>Adds the marks of a class's members.</summary>
    /// <param name="text">An emitted file.</param>
    /// <param name="depth">How many blocks are around the members.</param>
    public static string Add(string text, int depth)
    {
        var marked = new StringBuilder(text.Length + 1024);
        bool hidden = false;
        int copied = 0, head = -1; // where documentation and attributes of the next member begin
        for (int begin = 0; begin < text.Length; begin = EndOfLine(text, begin))
        {
            int first = begin + depth * 4;
            if (first >= text.Length || text[first] == ' ' || !IsIndent(text, begin, first))
                continue;
            if (text[first] is '/' or '[')
            {
                if (head < 0)
                    head = begin;
            }
            else if (char.IsLetter(text[first]))
            {
                string line = text.Substring(first, EndOfLine(text, first) - first);
                bool isType = IsType(line);
                if (hidden == isType)
                {
                    hidden = !isType;
                    Insert(head < 0 ? begin : head, hidden ? "#line hidden" : "#line default");
                }

                // Further parts of a nested type carry no attributes: one may stand on one of them only.
                if (isType && !line.StartsWith("partial ", StringComparison.Ordinal))
                    Insert(begin, Type);
                head = -1;
            }
        }

        return marked.Append(text, copied, text.Length - copied).ToString();

        void Insert(int at, string mark)
        {
            marked.Append(text, copied, at - copied).Append(' ', depth * 4).Append(mark).Append('\n');
            copied = at;
        }
    }

    private static int EndOfLine(string text, int from)
    {
        int end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end + 1;
    }

    private static bool IsIndent(string text, int begin, int end)
    {
        while (begin < end && text[begin] == ' ')
            begin++;
        return begin == end;
    }

    // Of a member's header the kind of type stands before any parenthesis, value or base.
    private static bool IsType(string line)
    {
        int end = line.IndexOfAny(['(', '=', ':', '{', '\n']);
        string header = " " + (end < 0 ? line : line.Substring(0, end)) + " ";
        return Kinds.Any(header.Contains);
    }
}
