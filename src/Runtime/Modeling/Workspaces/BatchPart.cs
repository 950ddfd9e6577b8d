namespace LstmGen.Training;

/// <summary>Where a part of a batch lies in the whole.</summary>
/// <param name="FirstRow">Rows of the whole batch before the part's first.</param>
/// <param name="Steps">Steps of the longest row of the whole batch: the part is padded to as many.</param>
/// <param name="SourceSteps">The same of what an encoder reads; 0 where there is none.</param>
internal readonly record struct BatchPart(int FirstRow, int Steps, int SourceSteps)
{
    /// <summary>For each row of the part, its number behind <see cref="FirstRow"/>; null where they follow one another.</summary>
    public int[]? Rows { get; init; }

    /// <summary>Steps of the whole batch before the part's first, where the part is a segment of its steps.</summary>
    public int FirstStep { get; init; }

    /// <summary>Steps of the whole batch then; 0 where the part has all of them.</summary>
    public int WholeSteps { get; init; }
}
