using System.Globalization;

namespace LstmGen.Generator.Text;

/// <summary>Constants as C# source text that reads back to the same value.</summary>
internal static class Literal
{
    public static string Of(float value)
    {
        if (float.IsNaN(value))
            return "float.NaN";
        if (float.IsInfinity(value))
            return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        return value.ToString("R", CultureInfo.InvariantCulture) + "f";
    }

    /// <summary>A number as messages show it: attributes take doubles, which are written without a suffix.</summary>
    public static string Shown(float value) => Of(value).TrimEnd('f');

    public static string Of(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Of(bool value) => value ? "true" : "false";
}
