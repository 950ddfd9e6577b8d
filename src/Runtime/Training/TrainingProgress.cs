using LstmGen.Training;

namespace LstmGen;

/// <summary>Ready-made receivers of <see cref="TrainingReport"/>.</summary>
public static class TrainingProgress
{
    /// <summary>A new one for the console: a live line on a terminal, a line per epoch where output is redirected.</summary>
    public static IProgress<TrainingReport> Console => new ConsoleProgress();
}
