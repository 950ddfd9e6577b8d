using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Reads the head of one declaration in emitted text.</summary>
/// <param name="text">The text.</param>
/// <param name="at">Where the declaration begins.</param>
/// <param name="container">The type that declares it.</param>
internal sealed class MemberReader(string text, int at, string container)
{
    private static readonly HashSet<string> Modifiers =
    [
        "public", "private", "protected", "internal", "static", "readonly", "const", "override", "virtual", "abstract", "sealed", "partial",
        "new", "unsafe", "required", "volatile", "async", "extern", "ref",
    ];

    private int _at = at;

    /// <summary>Adds what is declared.</summary>
    /// <returns>The name of a nested type whose members follow; else null.</returns>
    public string? Read(ICollection<EmittedMember> members)
    {
        HashSet<string> modifiers = ReadModifiers();
        EmittedMember Member(string name, string? parameters) =>
            new(container, name, parameters, modifiers.Contains("public"), modifiers.Contains("override"));

        if (TypeKeyword() is { } keyword)
        {
            _at += keyword.Length + 1;
            string type = Name(EndOfWord(_at));
            // Further parts of a type have no modifier that says who sees it.
            if (!modifiers.Contains("partial") || modifiers.Contains("public") || modifiers.Contains("private"))
                members.Add(Member(type, null));
            return HasBody() ? type : null;
        }

        int end = EndOfHead();
        string name = Name(end, out bool isExplicit, out bool isConstructor);
        if (isExplicit)
            return null;
        if (text[end] == '(')
        {
            members.Add(Member(isConstructor ? EmittedMember.Constructor : name, Parameters(end)));
            return null;
        }

        members.Add(Member(name, null));
        bool isField = text[end] is ';' or ',' || text[end] == '=' && text[end + 1] != '>';
        if (isField)
        {
            foreach (string further in FurtherVariables(end))
                members.Add(Member(further, null));
        }

        return null;
    }

    private HashSet<string> ReadModifiers()
    {
        var modifiers = new HashSet<string>();
        for (int end = EndOfWord(_at); text[end] == ' ' && Modifiers.Contains(text.Substring(_at, end - _at)); end = EndOfWord(_at))
        {
            modifiers.Add(text.Substring(_at, end - _at));
            _at = end + 1;
        }

        return modifiers;
    }

    private string? TypeKeyword()
    {
        foreach (string keyword in new[] { "class", "struct", "interface" })
        {
            if (string.CompareOrdinal(text, _at, keyword, 0, keyword.Length) == 0 && text[_at + keyword.Length] == ' ')
                return keyword;
        }

        return null;
    }

    // A type without members ends with a semicolon.
    private bool HasBody() => text[text.IndexOfAny([';', '{'], _at)] == '{';

    // Where the name has ended: at a list of parameters, a body, a value, or the next variable.
    private int EndOfHead()
    {
        int i = _at;
        if (text[i] == '(')
            i = Matching(i) + 1;
        for (int depth = 0; ; i++)
        {
            char c = text[i];
            if (depth == 0 && c is '(' or '{' or '=' or ';' or ',')
                return i;
            depth += c is '<' or '[' ? 1 : c is '>' or ']' ? -1 : 0;
        }
    }

    private string Name(int end, out bool isExplicit, out bool isConstructor)
    {
        int last = end;
        while (char.IsWhiteSpace(text[last - 1]))
            last--;
        // The parameters of a generic method's types stand behind its name.
        if (text[last - 1] == '>')
            last = text.LastIndexOf('<', last - 1);
        int first = last;
        while (first > _at && (Words.IsPart(text[first - 1]) || text[first - 1] == '@'))
            first--;
        isExplicit = first > _at && text[first - 1] == '.';
        isConstructor = first == _at;
        _at = first;
        return Name(last);
    }

    private string Name(int end) => text.Substring(_at, end - _at).TrimStart('@');

    private string Parameters(int open)
    {
        int close = Matching(open);
        var types = new List<string>();
        for (int begin = open + 1; begin < close;)
        {
            int end = EndOfPart(begin, close);
            types.Add(EmittedMembers.Plain(ParameterType(text.Substring(begin, end - begin).Trim())));
            begin = end + 1;
        }

        return string.Join(",", types);
    }

    private static string ParameterType(string parameter)
    {
        while (parameter[0] == '[')
            parameter = parameter.Substring(parameter.IndexOf(']') + 1).TrimStart();
        int value = parameter.IndexOf(" = ", StringComparison.Ordinal);
        string declared = value < 0 ? parameter : parameter.Substring(0, value);
        string type = declared.Substring(0, declared.LastIndexOf(' '));
        foreach (string modifier in new[] { "this ", "params ", "scoped ", "ref ", "readonly ", "in ", "out " })
        {
            if (type.StartsWith(modifier, StringComparison.Ordinal))
                type = type.Substring(modifier.Length);
        }

        return type;
    }

    // The comma or the end behind one of several things.
    private int EndOfPart(int begin, int end)
    {
        int depth = 0;
        for (int i = begin; i < end; i++)
        {
            char c = text[i];
            if (depth == 0 && c == ',')
                return i;
            if (c == '"')
                i = EndOfString(i);
            depth += c is '<' or '[' or '(' or '{' ? 1 : c is '>' or ']' or ')' or '}' ? -1 : 0;
        }

        return end;
    }

    // In int a = 1, b = F(x, y); the b.
    private IEnumerable<string> FurtherVariables(int from)
    {
        int depth = 0;
        for (int i = from; depth > 0 || text[i] != ';'; i++)
        {
            char c = text[i];
            if (c == '"')
                i = EndOfString(i);
            else if (c is '(' or '[' or '{')
                depth++;
            else if (c is ')' or ']' or '}')
                depth--;
            else if (c == ',' && depth == 0)
            {
                int end = EndOfWord(i + 2);
                if (end > i + 2 && (text[end] is ',' or ';' || string.CompareOrdinal(text, end, " = ", 0, 3) == 0))
                    yield return text.Substring(i + 2, end - i - 2).TrimStart('@');
            }
        }
    }

    private int Matching(int open)
    {
        int depth = 0;
        for (int i = open; ; i++)
        {
            char c = text[i];
            if (c == '"')
                i = EndOfString(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0)
                return i;
        }
    }

    private int EndOfString(int open)
    {
        int i = open + 1;
        while (text[i] != '"')
            i += text[i] == '\\' ? 2 : 1;
        return i;
    }

    private int EndOfWord(int from)
    {
        int end = from;
        while (Words.IsPart(text[end]) || text[end] == '@')
            end++;
        return end;
    }
}
