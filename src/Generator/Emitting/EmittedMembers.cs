using System.Text;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Reads from emitted text which members it declares: the text itself says so, and no list beside it can lag behind. The members of a type
/// are the lines with its indentation that begin with a letter; the compiler's own parser would read every body too.
/// </summary>
internal static class EmittedMembers
{
    /// <param name="text">An emitted file.</param>
    /// <param name="depth">Number of types around the model.</param>
    public static IEnumerable<EmittedMember> Of(string text, int depth)
    {
        var members = new List<EmittedMember>();
        var containers = new List<string>();
        for (int begin = 0; begin < text.Length; begin = NextLine(text, begin))
        {
            int first = begin;
            while (first < text.Length && text[first] == ' ')
                first++;
            int level = first - begin - (depth + 1) * 4;
            if (first == text.Length || level < -4 || level % 4 != 0)
                continue;
            if (text[first] == '}' && level / 4 == containers.Count - 1 && level >= 0)
                containers.RemoveAt(containers.Count - 1);
            else if (level >= 0 && level / 4 == containers.Count && char.IsLetter(text[first])
                && new MemberReader(text, first, string.Join(".", containers)).Read(members) is { } nested)
                containers.Add(nested);
        }

        return members;
    }

    /// <summary>A type as it reads without namespaces, as users' parameters are shown too.</summary>
    public static string Plain(string type)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < type.Length;)
        {
            int end = i;
            while (end < type.Length && (Words.IsPart(type[end]) || type[end] == '@'))
                end++;
            bool qualifier = end > i && end < type.Length && type[end] is '.' or ':';
            if (qualifier)
                i = end + (type[end] == '.' ? 1 : 2);
            else if (end > i)
            {
                plain.Append(type, i, end - i).Replace("@", "");
                i = end;
            }
            else
            {
                if (type[i] != '?' && !char.IsWhiteSpace(type[i]))
                    plain.Append(type[i]);
                i++;
            }
        }

        return plain.ToString();
    }

    private static int NextLine(string text, int from)
    {
        int end = text.IndexOf('\n', from);
        return end < 0 ? text.Length : end + 1;
    }
}
