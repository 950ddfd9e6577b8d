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

    /// <summary>Steps of a layer in the whole batch.</summary>
    internal int MaskSteps(TimeLayout time) => Part.WholeSteps > 0 ? time.StepsOf(Part.WholeSteps) : time.Steps;
}
