using LstmGen.Data;

namespace LstmGen.Samples.Playground;

/// <summary>Columns of a CSV file that somebody brought.</summary>
public static class SeriesReader
{
    /// <summary>Bytes of a file at most.</summary>
    public const int MaxBytes = 4_000_000;

    private const string Delimiters = ",;\t";

    /// <summary>The columns of numbers, as JSON: names, the number of rows, and what kept others from being read.</summary>
    /// <param name="content">The file.</param>
    /// <exception cref="ArgumentException">The file is too large or empty, or has no column of numbers; the message says why.</exception>
    public static string Columns(byte[] content)
    {
        (string[] names, CsvOptions options) = Look(content);
        var found = new List<string>();
        int rows = 0;
        string problem = "";
        foreach (string name in names)
        {
            try
            {
                rows = Read(content, options, name).Count;
                found.Add(name);
            }
            catch (Exception e) when (e is DataFormatException or ArgumentException)
            {
                problem = problem.Length > 0 ? problem : e.Message;
            }
        }

        return found.Count > 0
            ? Json.Object(writer =>
            {
                writer.WriteStartArray("columns");
                found.ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
                writer.WriteNumber("rows", rows);
                writer.WriteString("note", found.Count < names.Length ? problem : "");
            })
            : throw new ArgumentException(problem.Length > 0 ? problem : "The file has no column.", nameof(content));
    }

    /// <summary>The values of a column.</summary>
    /// <param name="content">The file.</param>
    /// <param name="column">Its name, or its number from 1 where the file names none.</param>
    /// <exception cref="DataFormatException">A cell is no number; the message names its row.</exception>
    public static double[] Values(byte[] content, string column)
    {
        (_, CsvOptions options) = Look(content);
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

    /// <summary>Names of the columns, and what separates them: the one of comma, semicolon and tab that the first line has most of.</summary>
    private static (string[] Names, CsvOptions Options) Look(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > MaxBytes)
            throw new ArgumentException($"The file has {content.Length} bytes, {MaxBytes} are read at most. Use a shorter one.", nameof(content));
        string text = System.Text.Encoding.UTF8.GetString(content).TrimStart('\uFEFF', '\r', '\n', ' ');
        string line = text.Split('\n')[0].TrimEnd('\r');
        if (line.Length == 0)
            throw new ArgumentException("The file is empty. Use a CSV file whose first line names the columns.", nameof(content));
        char delimiter = Delimiters.MaxBy(c => line.Count(other => other == c));
        string[] names = [.. line.Split(delimiter).Select(name => name.Trim().Trim('"'))];
        bool named = !names.All(name => double.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out _));
        var options = new CsvOptions { Delimiter = delimiter.ToString(), Header = named, DecimalSeparator = '.' };
        return (named ? [.. names.Where(name => name.Length > 0)] : [.. names.Select((_, at) => $"{at + 1}")], options);
    }
}
