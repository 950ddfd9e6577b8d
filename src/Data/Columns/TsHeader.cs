using System.Globalization;

namespace LstmGen.Data;

/// <summary>The header of a <c>.ts</c> file, as far as it matters here.</summary>
internal sealed class TsHeader(string path)
{
    public string Name { get; private set; } = "";

    /// <summary>Channels; 0 until the header or the first case tells.</summary>
    public int Dimensions { get; set; }

    public IReadOnlyList<string> Classes { get; private set; } = [];

    /// <summary>Whether <c>@data</c> was read.</summary>
    public bool IsComplete { get; private set; }

    public int ClassOf(string label)
    {
        for (var i = 0; i < Classes.Count; i++)
        {
            if (Classes[i] == label)
                return i;
        }

        return -1;
    }

    public void Read(ReadOnlySpan<char> line, int row)
    {
        if (line[0] != '@')
            throw new DataFormatException(path, row, null, "a row of the header must begin with @ or #. Write @data before the first case.");
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
                Dimensions = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? n
                    : throw new DataFormatException(path, row, "@dimensions", $"{DataFormatException.Show(value)} is no count. Write the number of channels.");
                break;
            case "TIMESTAMPS" when value.Equals("true", StringComparison.OrdinalIgnoreCase):
                throw new DataFormatException(path, row, "@timeStamps", "time stamps are not supported. Write the values alone.");
            case "CLASSLABEL" when value.Equals("true", StringComparison.OrdinalIgnoreCase):
                Classes = words[2..];
                break;
            case "DATA":
                IsComplete = Classes.Count > 0 ? true : throw new DataFormatException(
                    path, row, null, "there are no classes. Write @classLabel true and the classes' names before @data.");
                break;
            default:
                break;
        }
    }
}
