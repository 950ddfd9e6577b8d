using LstmGen.Training;

namespace LstmGen;

/// <summary>Ready-made receivers of <see cref="TrainingReport"/> and <see cref="TrialResult"/>.</summary>
public static class TrainingProgress
{
    /// <summary>A new one for the console: a live line on a terminal, a line per epoch where output is redirected.</summary>
    public static IProgress<TrainingReport> Console => new ConsoleProgress();

    /// <summary>A new one for the trials of a search: a line on the console for each that is finished.</summary>
    public static IProgress<TrialResult> ConsoleTrials => new ConsoleTrials(System.Console.Out);
}
