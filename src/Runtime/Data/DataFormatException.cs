using System.Globalization;
using System.Text;

namespace LstmGen.Data;

/// <summary>
/// A data file that cannot be used as it is. The message is one line that names the file, the row and how to fix it.
/// </summary>
public sealed class DataFormatException : Exception
{
    /// <summary>An error in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="row">The row as a text editor counts it, from 1; 0 = the file as a whole.</param>
    /// <param name="column">The column's name, or null.</param>
    /// <param name="problem">What is wrong, and how to fix it.</param>
    /// <param name="innerException">What led to it, or null.</param>
    public DataFormatException(string path, int row, string? column, string problem, Exception? innerException = null)
        : base(Line(path, row, column, problem), innerException)
    {
        Path = path;
        Row = row;
        Column = column;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The row as a text editor counts it, from 1; 0 = the file as a whole.</summary>
    public int Row { get; }

    /// <summary>The column's name, or null.</summary>
    public string? Column { get; }

    /// <summary>Text from a file, short and on one line, as a message can show it.</summary>
    internal static string Show(string text) =>
        text.Length <= 40 ? $"'{text}'" : $"'{text.AsSpan(0, char.IsHighSurrogate(text[39]) ? 39 : 40)}...'";

    /// <summary>Names from a file, as many as a message can show.</summary>
    internal static string List(IReadOnlyCollection<string> names, string separator = ", ") =>
        string.Join(separator, names.Take(20).Select(name => name.Length <= 40 ? name : Show(name)))
            + (names.Count > 20 ? $"{separator}... ({names.Count})" : "");

    private static string Line(string path, int row, string? column, string problem)
    {
        var line = new StringBuilder(path);
        if (row > 0)
            line.Append(CultureInfo.InvariantCulture, $", row {row}");
        if (column is not null)
            line.Append(CultureInfo.InvariantCulture, $", column '{column}'");
        line.Append(": ").Append(problem);
        return line.Replace("\r", "\\r").Replace("\n", "\\n").ToString();
    }
}
