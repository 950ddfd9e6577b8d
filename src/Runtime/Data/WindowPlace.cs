namespace LstmGen.Data;

/// <summary>
/// Where the windows of a series lie: one that begins at row s reads rows [s, s + Window), and its targets are rows
/// [s + Ahead, s + Ahead + Span).
/// </summary>
/// <param name="First">The first row of those that are used.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Start">Where the first window begins.</param>
/// <param name="Last">Where the last may begin; before <paramref name="Start"/> where there is none.</param>
/// <param name="Ahead">Rows from the begin of a window to its targets.</param>
/// <param name="Span">Rows of the targets.</param>
/// <param name="Needed">Rows of a window with its targets.</param>
internal readonly record struct WindowPlace(int First, int Rows, int Start, long Last, long Ahead, int Span, long Needed)
{
    /// <summary>Number of windows.</summary>
    public int Count(int stride) => (int)((Last - Start) / stride) + 1;
}
