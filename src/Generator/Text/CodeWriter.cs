using System.Text;

namespace LstmGen.Generator.Text;

/// <summary>Writes indented source text with <c>\n</c> line ends, and the names of <see cref="RuntimeNames"/> whole.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _opened;

    /// <summary>Writes an empty line, but not at the start of a block.</summary>
    public void Line()
    {
        if (!_opened)
            _text.Append('\n');
        _opened = false;
    }

    /// <summary>Writes one or more lines at the present depth.</summary>
    public void Line(string lines) => Write(lines, written: false);

    /// <summary>Writes a header and opens a block that ends when the result is disposed.</summary>
    public Block Open(string header)
    {
        Line(header);
        return Open();
    }

    public Block Open()
    {
        Line("{");
        _depth++;
        return new Block(this, "}");
    }

    /// <summary>Opens a block whose end carries a suffix, for example <c>};</c>.</summary>
    public Block OpenWith(string header, string end)
    {
        Line(header);
        Line("{");
        _depth++;
        return new Block(this, end);
    }

    /// <summary>Opens a collection expression that ends with <c>],</c>.</summary>
    public Block OpenList(string header)
    {
        Line(header);
        Line("[");
        _depth++;
        return new Block(this, "],");
    }

    /// <summary>Begins a part of the file, by whose name a reader finds it; it ends when the result is disposed.</summary>
    public Block Region(string name)
    {
        Line($"#region {name}");
        _opened = true;
        return new Block(this, "#endregion", 0);
    }

    /// <summary>The text of a part that has no parts of its own; empty where there is none of that name.</summary>
    public static string RegionOf(string text, string name)
    {
        int begin = text.IndexOf($"#region {name}\n", StringComparison.Ordinal);
        return begin < 0 ? "" : text.Substring(begin, text.IndexOf("#endregion", begin, StringComparison.Ordinal) - begin);
    }

    public Block Indent()
    {
        _depth++;
        return new Block(this, null);
    }

    /// <summary>Writes an XML documentation summary; the text is escaped.</summary>
    public void Summary(string text) => Documentation("summary", text);

    public void Remarks(string text) => Documentation("remarks", text);

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Whether what was written names something.</summary>
    public bool Names(string name) => Words.HasOwn(_text.ToString(), name);

    /// <summary>Writes the declarations of those locals that the statements name, and then the statements.</summary>
    /// <param name="statements">Writes them.</param>
    /// <param name="locals">Each local and its declaration.</param>
    public void Scope(Action<CodeWriter> statements, params (string Name, string Declaration)[] locals)
    {
        var body = new CodeWriter();
        statements(body);
        foreach ((string name, string declaration) in locals)
        {
            if (body.Names(name))
                Line(declaration);
        }

        if (!body.IsEmpty)
            Append(body);
    }

    /// <summary>Writes what another has written, at the present depth.</summary>
    public void Append(CodeWriter other) => AppendText(other.ToString());

    /// <summary>Writes the text of another writer, at the present depth.</summary>
    public void AppendText(string text) => Write(text.TrimEnd('\n'), written: true);

    public override string ToString() => _text.ToString();

    private void Write(string lines, bool written)
    {
        foreach (string line in lines.Split('\n'))
        {
            string trimmed = line.TrimEnd('\r');
            if (trimmed.Length == 0)
            {
                Line();
                continue;
            }

            _text.Append(' ', _depth * 4).Append(written ? trimmed : RuntimeNames.Qualify(trimmed)).Append('\n');
            _opened = trimmed == "{";
        }
    }

    private void Documentation(string tag, string text)
    {
        string escaped = Escape(text);
        if (!escaped.Contains("\n"))
        {
            Line($"/// <{tag}>{escaped}</{tag}>");
            return;
        }

        Line($"/// <{tag}>");
        foreach (string line in escaped.Split('\n'))
            Line(("/// " + line).TrimEnd());
        Line($"/// </{tag}>");
    }

    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    internal readonly struct Block(CodeWriter writer, string? end, int depth = 1) : IDisposable
    {
        public void Dispose()
        {
            writer._depth -= depth;
            if (end is not null)
                writer.Line(end);
        }
    }
}
