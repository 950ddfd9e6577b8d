using System.Globalization;

namespace LstmGen.Data;

/// <summary>The header of a <c>.ts</c> file, as far as it matters here.</summary>
internal sealed class TsHeader(string path)
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private int _length;
    private bool _lengthsDiffer;

    public string Name { get; private set; } = "";

    /// <summary>Channels; 0 until the header or the first case tells.</summary>
    public int Dimensions { get; set; }

    /// <summary>Steps of every case; 0 where they may differ.</summary>
    public int Length => _lengthsDiffer ? 0 : _length;

    public IReadOnlyList<string> Classes { get; private set; } = [];

    /// <summary>Whether <c>@data</c> was read.</summary>
    public bool IsComplete { get; private set; }

    public bool TryGetClass(string label, out int id) => _ids.TryGetValue(label, out id);

    public void Read(ReadOnlySpan<char> line, int row)
    {
        if (line[0] != '@')
            throw new DataFormatException(
                path, row, null, "a row of the header must begin with @ or #. Write @data before the first case.");
        var words = line[1..].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var key = words.Length == 0 ? "" : words[0].ToUpperInvariant();
        var value = words.Length > 1 ? words[1] : "";
        switch (key)
        {
            case "PROBLEMNAME":
                Name = value;
                break;
            case "UNIVARIATE" when value.Equals("true", StringComparison.OrdinalIgnoreCase):
                Dimensions = 1;
                break;
            case "DIMENSIONS" or "DIMENSION":
                Dimensions = Count(value, row, "@dimensions", "channels");
                break;
            case "SERIESLENGTH":
                _length = value == "0" ? 0 : Count(value, row, "@seriesLength", "steps, or leave it out where they differ");
                break;
            case "EQUALLENGTH":
                _lengthsDiffer = value.Equals("false", StringComparison.OrdinalIgnoreCase);
                break;
            case "TARGETLABEL" when value.Equals("true", StringComparison.OrdinalIgnoreCase):
                throw new DataFormatException(
                    path, row, "@targetLabel", "targets that are numbers are not supported. Use a file with classes.");
            case "TIMESTAMPS" when value.Equals("true", StringComparison.OrdinalIgnoreCase):
                throw new DataFormatException(path, row, "@timeStamps", "time stamps are not supported. Write the values alone.");
            case "CLASSLABEL" when value.Equals("true", StringComparison.OrdinalIgnoreCase):
                if (_ids.Count > 0)
                    throw new DataFormatException(path, row, "@classLabel", "the classes are named twice. Remove one of the rows.");
                Classes = words[2..];
                for (var i = 0; i < Classes.Count; i++)
                {
                    if (!_ids.TryAdd(Classes[i], i))
                        throw new DataFormatException(
                            path, row, "@classLabel", $"class {DataFormatException.Show(Classes[i])} stands twice. Remove one.");
                }

                break;
            case "DATA":
                IsComplete = Classes.Count > 0 ? true : throw new DataFormatException(
                    path, row, null, "there are no classes. Write @classLabel true and the classes' names before @data.");
                break;
            default:
                break;
        }
    }

    private int Count(string value, int row, string key, string what) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n
            : throw new DataFormatException(path, row, key, $"{DataFormatException.Show(value)} is no count. Write the number of {what}.");
}
