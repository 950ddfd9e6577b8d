using System.Globalization;
using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Reads the older form of the UCR archive: a case per row, its class first, then its values, with tabs between (<c>.tsv</c>), or commas or
/// blanks.
/// </summary>
/// <remarks>
/// Shorter cases are filled at their ends, which are left out: with NaN, or with nothing between tabs or commas. Elsewhere both are errors.
/// Source: Dau et al. 2018, "The UCR Time Series Archive".
/// </remarks>
public static class UcrFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; gzip too.</param>
    /// <param name="classes">The classes of the training file, so that a test file has the same; null for those that the file has, in
    /// rising order.</param>
    /// <param name="head">The head that gets the classes.</param>
    /// <param name="encoding">The encoding; null for UTF-8, or what the byte order mark says.</param>
    /// <exception cref="DataFormatException">The file is missing or empty, a value is no number, a case has no value, or a class is not
    /// among <paramref name="classes"/>.</exception>
    public static TsData Read(
        string path, IReadOnlyList<string>? classes = null, string head = SequenceSet.DefaultHead, Encoding? encoding = null)
    {
        var (values, lengths, labels) = (new List<float>(), new List<int>(), new List<string>());
        foreach (var (row, line) in TextFile.Lines(path, encoding))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string[] fields = Fields(line);
            int length = fields.Length - 1;
            while (length > 0 && IsMissing(fields[length]))
                length--;
            if (fields[0].Length == 0)
                throw new DataFormatException(path, row, null, "the case has no class before its first separator. Write it there.");
            if (length == 0)
                throw new DataFormatException(path, row, null, "the case has no value after its class. Remove the row.");
            for (int i = 1; i <= length; i++)
            {
                values.Add(float.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
                    && float.IsFinite(value)
                    ? value
                    : throw new DataFormatException(
                        path, row, null,
                        $"value {i} is {DataFormatException.Show(fields[i])}, which is not a finite number. "
                            + "Correct it, or remove the row."));
            }

            lengths.Add(length);
            labels.Add(Label(fields[0]));
        }

        if (lengths.Count == 0)
            throw new DataFormatException(path, 0, null, "there is no case in the file. Use a file with data.");
        classes ??= Classes(labels);
        var ids = new int[labels.Count];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = IndexOf(classes, labels[i]);
            if (ids[i] < 0)
                throw new DataFormatException(
                    path, 0, null,
                    $"class {DataFormatException.Show(labels[i])} of case {i + 1} is not among the classes given "
                        + $"({DataFormatException.List(classes, " ")}). Add it there.");
        }

        return new TsData(
            Path.GetFileNameWithoutExtension(path), SequenceSet.FromFeatures([.. values], 1, [.. lengths]).WithClasses(ids, head), classes);
    }

    // Nothing between two tabs or commas is a value that is missing; blanks may be any number.
    private static string[] Fields(string line) => [.. line.Split(['\t', ',']).SelectMany(Values)];

    private static string[] Values(string field) =>
        field.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } values ? values : [""];

    private static bool IsMissing(string field) => field.Length == 0 || field.Equals("NaN", StringComparison.OrdinalIgnoreCase);

    // Files of one set write a class as 1 or as 1.0000000e+00.
    private static string Label(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : field;

    private static string[] Classes(IEnumerable<string> labels) =>
        [.. labels.Distinct()
            .OrderBy(
                label =>
                    double.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.MaxValue)
            .ThenBy(label => label, StringComparer.Ordinal)];

    private static int IndexOf(IReadOnlyList<string> classes, string label)
    {
        for (int i = 0; i < classes.Count; i++)
        {
            if (classes[i] == label)
                return i;
        }

        return -1;
    }
}
