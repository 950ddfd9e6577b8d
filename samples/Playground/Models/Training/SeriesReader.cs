using System.Globalization;
using LstmGen.Data;

namespace LstmGen.Samples.Playground;

/// <summary>Columns of a CSV file that somebody brought.</summary>
public static class SeriesReader
{
    /// <summary>Bytes of a file at most.</summary>
    public const int MaxBytes = 2_000_000;

    private const string Delimiters = ",;\t";

    /// <summary>
    /// The columns that begin with a number, as JSON: their names, and the number of rows. The first of them is read whole.
    /// </summary>
    /// <param name="content">The file.</param>
    /// <exception cref="ArgumentException">The file is too large or empty, or has no column of numbers; the message says why.</exception>
    public static string Columns(byte[] content)
    {
        (string[] names, string[] first, CsvOptions options) = Look(content);
        string[] numbers = [.. names.Where((name, at) => name.Length > 0 && at < first.Length && IsNumber(first[at]))];
        // Where no column begins with a number, the reader says what the first one has.
        string asked = numbers.FirstOrDefault(names.FirstOrDefault(name => name.Length > 0) ?? names[0]);
        int rows = Read(content, options, asked).Count;
        return Json.Object(writer =>
        {
            writer.WriteStartArray("columns");
            foreach (string name in numbers.Length > 0 ? numbers : [asked])
                writer.WriteStringValue(name);
            writer.WriteEndArray();
            writer.WriteNumber("rows", rows);
        });
    }

    /// <summary>The values of a column.</summary>
    /// <param name="content">The file.</param>
    /// <param name="column">Its name, or its number from 1 where the file names none.</param>
    /// <exception cref="ArgumentException">There is no such column, or a cell is no number; the message names its row.</exception>
    public static double[] Values(byte[] content, string column)
    {
        (_, _, CsvOptions options) = Look(content);
        return [.. Read(content, options, column).Values.ToArray().Select(x => (double)x)];
    }

    private static TimeSeries Read(byte[] content, CsvOptions options, string column)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(path, content);
            return CsvSeries.Read(path, options, column);
        }
        catch (DataFormatException e)
        {
            // The file has a name of its own on the page, and none here that anybody knows.
            throw new ArgumentException(e.Message.Replace(path, "The file", StringComparison.Ordinal), nameof(content));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Names of the columns, the cells of the first row of data, and what separates them: of comma, semicolon and tab the most frequent.
    /// </summary>
    private static (string[] Names, string[] First, CsvOptions Options) Look(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > MaxBytes)
            throw new ArgumentException(
                $"The file has {content.Length} bytes, {MaxBytes} are read at most. Use a shorter one.", nameof(content));
        string text = System.Text.Encoding.UTF8.GetString(content).TrimStart('\uFEFF', '\r', '\n', ' ');
        string[] lines = [.. text.Split('\n', 3).Select(line => line.TrimEnd('\r'))];
        if (lines[0].Length == 0)
            throw new ArgumentException("The file is empty. Use a CSV file whose first line names the columns.", nameof(content));
        char delimiter = Delimiters.MaxBy(c => HeaderFields.Of(lines[0], c).Count);
        string[] names = Cells(lines[0], delimiter), data = lines.Length > 1 ? Cells(lines[1], delimiter) : [];
        bool named = !names.All(IsNumber);
        var options = new CsvOptions { Delimiter = delimiter.ToString(), Header = named };
        return named ? (names, data, options) : ([.. names.Select((_, at) => $"{at + 1}")], names, options);
    }

    private static string[] Cells(string line, char delimiter) => [.. HeaderFields.Of(line, delimiter)];

    private static bool IsNumber(string cell) => double.TryParse(cell, CultureInfo.InvariantCulture, out _);
}
