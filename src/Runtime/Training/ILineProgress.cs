namespace LstmGen.Training;

/// <summary>Progress that rewrites a line, which is to end where the training does, also in the middle of an epoch.</summary>
internal interface ILineProgress
{
    /// <summary>Ends the line that is there, if any, so that what is written next stands below it.</summary>
    void EndLine();
}
