namespace LstmGen.Training;

// A batch that is a part of a larger one: its random masks are those that the larger one gives the same rows and steps.
public abstract partial class ModelWorkspace
{
    /// <summary>Of which batch the one at hand is a part; the default is none.</summary>
    internal BatchPart Part { get; set; }

    /// <summary>The number of a row inside in the random streams of masks: the caller's row, counted in the whole batch.</summary>
    internal long MaskRow(int row) => (long)Part.FirstRow + (Part.Rows is { } rows ? rows[_order[row]] : _order[row]);

    /// <summary>The number of a step of a row inside in the random streams of masks that differ from step to step.</summary>
    /// <param name="time">The layer's steps.</param>
    /// <param name="row">The row inside.</param>
    /// <param name="step">The step; 0 for masks that all steps of a row share.</param>
    internal long MaskStep(TimeLayout time, int row, int step) => (MaskRow(row) * MaskSteps(time)) + step;

    /// <summary>The number of a row's step in the whole sequence.</summary>
    internal int StepInWhole(int step) => Part.FirstStep + step;

    private int MaskSteps(TimeLayout time) => Part.WholeSteps > 0 ? Part.WholeSteps : time.Steps;
}

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
