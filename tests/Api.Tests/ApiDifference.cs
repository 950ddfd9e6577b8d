namespace LstmGen.Api.Tests;

/// <summary>What changed between two texts, line by line.</summary>
internal static class ApiDifference
{
    /// <summary>
    /// Lines of the longest common subsequence are left out; of the others, <c>-</c> stands before old ones and <c>+</c> before new ones.
    /// </summary>
    public static string Of(string before, string now)
    {
        string[] old = before.Split('\n'), next = now.Split('\n');
        int[,] common = new int[old.Length + 1, next.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = next.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == next[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<string>();
        for (int i = 0, j = 0; i < old.Length || j < next.Length;)
        {
            if (i < old.Length && j < next.Length && old[i] == next[j])
                (i, j) = (i + 1, j + 1);
            else if (j == next.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
                lines.Add($"- {old[i++].Trim()}");
            else
                lines.Add($"+ {next[j++].Trim()}");
        }

        return string.Join('\n', lines);
    }
}
