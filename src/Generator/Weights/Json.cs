using System.Globalization;
using System.Text;

namespace LstmGen.Generator.Weights;

/// <summary>
/// Reads JSON into dictionaries, lists, texts and numbers (as they are written). A generator cannot count on a JSON library in every
/// compiler that runs it.
/// </summary>
internal sealed class Json
{
    private const int MaxDepth = 16;

    private readonly string _text;
    private int _at;

    private Json(string text) => _text = text;

    /// <exception cref="FormatException">It is no JSON.</exception>
    public static object? Read(string text)
    {
        var json = new Json(text);
        object? value = json.Value(0);
        json.Blank();
        return json._at == text.Length ? value : throw new FormatException();
    }

    private char Next => _at < _text.Length ? _text[_at] : throw new FormatException();

    private object? Value(int depth)
    {
        if (depth > MaxDepth)
            throw new FormatException();
        Blank();
        switch (Next)
        {
            case '{':
                var members = new Dictionary<string, object?>(StringComparer.Ordinal);
                All('}', () =>
                {
                    Blank();
                    string name = Text();
                    Blank();
                    Take(':');
                    members[name] = Value(depth + 1);
                });
                return members;
            case '[':
                var items = new List<object?>();
                All(']', () => items.Add(Value(depth + 1)));
                return items;
            case '"':
                return Text();
            default:
                int start = _at;
                while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '-' or '+' or '.'))
                    _at++;
                return _at > start ? _text.Substring(start, _at - start) : throw new FormatException();
        }
    }

    private void All(char end, Action element)
    {
        _at++;
        Blank();
        while (Next != end)
        {
            element();
            Blank();
            if (Next != end)
                Take(',');
        }

        _at++;
    }

    private string Text()
    {
        Take('"');
        var text = new StringBuilder();
        while (Next != '"')
        {
            char letter = _text[_at++];
            if (letter != '\\')
            {
                text.Append(letter);
                continue;
            }

            letter = Next;
            _at++;
            switch (letter)
            {
                case 'u':
                    if (_at + 4 > _text.Length)
                        throw new FormatException();
                    text.Append((char)ushort.Parse(_text.Substring(_at, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    _at += 4;
                    break;
                default:
                    text.Append(letter switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => letter });
                    break;
            }
        }

        _at++;
        return text.ToString();
    }

    private void Take(char letter)
    {
        if (Next != letter)
            throw new FormatException();
        _at++;
    }

    private void Blank()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}
