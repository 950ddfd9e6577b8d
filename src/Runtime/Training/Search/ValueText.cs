using System.Globalization;

namespace LstmGen.Training;

/// <summary>Values of a search as text that is the same on every machine and another for every value.</summary>
internal static class ValueText
{
    /// <summary>A value's text.</summary>
    /// <exception cref="ArgumentException">The type has no such text.</exception>
    public static string Of(string name, object? value) => value switch
    {
        null => "none",
        string text => text,
        bool truth => truth ? "true" : "false",
        Enum one => one.ToString(),
        double number => Of(number),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong or decimal =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException(
            $"'{name}' has a value of type {value.GetType().Name}, which has no text by which a file of results could know it. Name each "
                + $"value: SearchParameter.NamedChoice(\"{name}\", (\"small\", small), ...).", nameof(value)),
    };

    /// <summary>A number's text.</summary>
    public static string Of(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Whether text is a number as JSON writes it.</summary>
    public static bool IsNumber(string text) =>
        double.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out double value)
            && double.IsFinite(value) && text.TrimStart('-') is [>= '0' and <= '9', ..] digits
            && (digits.Length == 1 || digits[0] != '0' || !char.IsAsciiDigit(digits[1]))
            && !text.EndsWith('.');
}
