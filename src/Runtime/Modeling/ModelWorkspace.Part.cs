namespace LstmGen.Training;

// A batch that is a part of a larger one: its random masks are those that the larger one gives the same rows.
public abstract partial class ModelWorkspace
{
    /// <summary>Of which batch the one at hand is a part; the default is none.</summary>
    internal BatchPart Part { get; set; }

    /// <summary>The number of a row inside in the random streams of masks: the caller's row, counted in the whole batch.</summary>
    internal long MaskRow(int row) => (long)Part.FirstRow + _order[row];
}

/// <summary>Where a part of a batch lies in the whole.</summary>
/// <param name="FirstRow">Rows of the whole batch before the part's first.</param>
/// <param name="Steps">Steps of the longest row of the whole batch: the part is padded to as many.</param>
/// <param name="SourceSteps">The same of what an encoder reads; 0 where there is none.</param>
internal readonly record struct BatchPart(int FirstRow, int Steps, int SourceSteps);
