using System.Text;

namespace LstmGen.Bench.Peers.Report;

/// <summary>
/// Breaks the lines of Markdown paragraphs that are longer than those of the project's documents; tables stay as they are.
/// </summary>
internal static class WrappedText
{
    private const int Most = 140;

    public static string Of(string markdown) => string.Join('\n', markdown.Split('\n').Select(Line));

    private static string Line(string line)
    {
        if (line.Length <= Most || line[0] is '|' or '#')
            return line;
        StringBuilder text = new();
        int column = 0;
        foreach (string word in line.Split(' '))
        {
            bool breaks = column > 0 && column + 1 + word.Length > Most;
            text.Append(breaks ? "\n" : column > 0 ? " " : "").Append(word);
            column = (breaks || column == 0 ? 0 : column + 1) + word.Length;
        }

        return text.ToString();
    }
}
