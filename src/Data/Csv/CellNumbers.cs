using System.Globalization;

namespace LstmGen.Data;

/// <summary>Turns cells into numbers as <see cref="CsvOptions"/> say they are written.</summary>
internal sealed class CellNumbers
{
    private readonly NumberFormatInfo _format = (NumberFormatInfo)NumberFormatInfo.InvariantInfo.Clone();
    private readonly char? _thousands;
    private readonly HashSet<string> _marks;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _isMark;
    private readonly MissingValues _missing;
    private readonly IReadOnlyDictionary<string, LabelSet> _categories;

    private readonly TableAdvice _advice;

    /// <param name="options">How numbers are written.</param>
    /// <param name="advice">What messages recommend; null: as for a reader of whole files.</param>
    public CellNumbers(CsvOptions options, TableAdvice? advice = null)
    {
        _advice = advice ?? TableAdvice.WholeFile;
        if (options.DecimalSeparator is not ('.' or ','))
            throw new ArgumentException($"DecimalSeparator is '{options.DecimalSeparator}'. Use a point or a comma.");
        if (options.ThousandsSeparator is { } thousands
            && (thousands == options.DecimalSeparator || char.IsAsciiLetterOrDigit(thousands) || thousands is '+' or '-'))
            throw new ArgumentException(
                $"ThousandsSeparator is '{thousands}'. Use another character than DecimalSeparator, such as a point, comma or blank.");
        _format.NumberDecimalSeparator = options.DecimalSeparator.ToString();
        (_thousands, _missing) = (options.ThousandsSeparator, options.Missing);
        _categories = options.Categories;
        if (_categories.Count > 0 && _missing == MissingValues.Interpolate)
            throw new ArgumentException(
                "Missing is Interpolate, and there is nothing between two of the Categories. Use Drop or CarryForward.");
        _marks = new HashSet<string>(options.MissingMarks, StringComparer.Ordinal);
        _isMark = _marks.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The number in a cell; NaN where it is missing and that is allowed.</summary>
    /// <exception cref="DataFormatException">The cell is no finite number.</exception>
    public float Read(CsvTable table, int column)
    {
        var text = table[column].Trim();
        if (text.IsEmpty || _isMark.Contains(text))
        {
            return _missing != MissingValues.Refuse ? float.NaN : throw table.Error(
                column,
                $"the cell is {(text.IsEmpty ? "empty" : $"{Show(text)}, a mark of a missing value")}. {_advice.Missing}");
        }

        if (_categories.Count > 0 && _categories.TryGetValue(table.Header[column], out var categories))
        {
            return categories.TryGetId(text.ToString(), out var id) ? id : throw table.Error(
                column,
                $"the category {Show(text)} is not known; there are {DataFormatException.List(categories.Names)}. Correct it, "
                    + "or build Categories with it.");
        }

        if (!TryParse(text, out var value))
            throw table.Error(column, $"{Show(text)} is not a number. {Advice(text)}");
        return float.IsFinite(value) ? value : throw table.Error(
            column, $"{Show(text)} is not a finite number. {_advice.NotFinite}");
    }

    private bool TryParse(ReadOnlySpan<char> text, out float value)
    {
        if (_thousands is not { } thousands || !text.Contains(thousands))
            return float.TryParse(text, NumberStyles.Float, _format, out value);
        Span<char> digits = text.Length <= 64 ? stackalloc char[text.Length] : new char[text.Length];
        value = 0;
        return TryUngroup(text, thousands, _format.NumberDecimalSeparator[0], digits, out var length)
            && float.TryParse(digits[..length], NumberStyles.Float, _format, out value);
    }

    /// <summary>Leaves separators out; false where they do not stand before groups of exactly three digits.</summary>
    private static bool TryUngroup(ReadOnlySpan<char> text, char thousands, char point, Span<char> digits, out int length)
    {
        length = 0;
        var sign = text[0] is '+' or '-' ? 1 : 0;
        var end = sign;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == thousands))
            end++;
        if (end < text.Length && text[end] != point && text[end] is not ('e' or 'E'))
            return false;
        var first = text[sign..end].IndexOf(thousands);
        if (first is < 1 or > 3 || (end - sign - first) % 4 != 0)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var isPlace = i >= sign && i < end && i - sign >= first && (i - sign - first) % 4 == 0;
            if ((text[i] == thousands) != isPlace)
                return false;
            if (!isPlace)
                digits[length++] = text[i];
        }

        return true;
    }

    private string Advice(ReadOnlySpan<char> text)
    {
        var other = _format.NumberDecimalSeparator == "." ? ',' : '.';
        return text.Contains(other) && text.ContainsAnyInRange('0', '9')
            ? $"Set DecimalSeparator if '{other}' precedes the fraction, or ThousandsSeparator if it groups digits."
            : _advice.NoNumber;
    }

    private static string Show(ReadOnlySpan<char> text) => DataFormatException.Show(text.ToString());
}
