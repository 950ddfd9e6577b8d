namespace LstmGen.Data;

/// <summary>What rows of tokens have in common.</summary>
internal static class ColumnRows
{
    /// <summary>Whether a row ends a sentence: nothing but blanks and tabs. A no-break space is text.</summary>
    public static bool IsBlank(string line) => !line.AsSpan().ContainsAnyExcept(' ', '\t');
}
