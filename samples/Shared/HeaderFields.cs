using System.Text;

namespace LstmGen.Samples;

/// <summary>Fields of a row that names columns, as RFC 4180 has it: one in quotes may hold the delimiter, and a quote twice.</summary>
internal static class HeaderFields
{
    /// <summary>The fields, without quotes and without blanks around them.</summary>
    public static IReadOnlyList<string> Of(string row, char delimiter)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int at = 0; at < row.Length; at++)
        {
            char c = row[at];
            if (c == '"' && quoted && at + 1 < row.Length && row[at + 1] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == delimiter && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }

    /// <summary>Whether the row has the character outside of quotes.</summary>
    public static bool Has(string row, char c) => Of(row, c).Count > 1;

    /// <summary>Whether a quote is open at the end of the row, so that it goes on in the next line.</summary>
    public static bool GoesOn(string row) => row.Count(c => c == '"') % 2 == 1;
}
