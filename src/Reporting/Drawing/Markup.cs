using System.Globalization;
using System.Text;
using System.Xml;

namespace LstmGen.Reporting.Drawing;

/// <summary>Text and numbers as they stand in SVG and HTML.</summary>
internal static class Markup
{
    /// <summary>Text for element content and quoted attributes; characters that XML cannot hold become U+FFFD.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                _ => result.Append(XmlConvert.IsXmlChar(c) ? c : '\uFFFD'),
            };
        }

        return result.ToString();
    }

    /// <summary>A coordinate: two decimals, no more than needed.</summary>
    public static string Number(double value) =>
        Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;
}
