using System.Text;
using System.Text.RegularExpressions;

namespace LstmGen.Data.Tests;

/// <summary>
/// Byte pair encoding as it is defined: of the pairs side by side, the first in the list of merges is joined, again and again.
/// </summary>
internal static class NaiveBpe
{
    public static int[] Encode(string text)
    {
        var ids = new List<int>();
        foreach (Match piece in Regex.Matches(text, SubwordVocabulary.Gpt2Pattern))
        {
            List<string> tokens = [.. Encoding.UTF8.GetBytes(piece.Value).Select(value => ((char)value).ToString())];
            while (Best(tokens) is { } best)
            {
                for (int i = 0; i + 1 < tokens.Count; i++)
                {
                    if ((tokens[i], tokens[i + 1]) != SmallVocabularies.Merges[best])
                        continue;
                    tokens[i] += tokens[i + 1];
                    tokens.RemoveAt(i + 1);
                }
            }

            ids.AddRange(tokens.Select(IdOf));
        }

        return [.. ids];
    }

    private static int? Best(List<string> tokens)
    {
        int best = int.MaxValue;
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            int rank = Array.IndexOf(SmallVocabularies.Merges, (tokens[i], tokens[i + 1]));
            if (rank >= 0)
                best = Math.Min(best, rank);
        }

        return best == int.MaxValue ? null : best;
    }

    private static int IdOf(string token) =>
        token.Length == 1 ? token[0] : 256 + Array.FindIndex(SmallVocabularies.Merges, merge => merge.Left + merge.Right == token);
}
