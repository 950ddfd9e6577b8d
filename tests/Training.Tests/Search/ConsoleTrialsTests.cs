using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A search that is told to write its trials to the console.</summary>
public class ConsoleTrialsTests
{
    [Fact]
    public void Each_finished_trial_is_a_line()
    {
        TextWriter console = Console.Out;
        using var written = new StringWriter { NewLine = "\n" };
        IProgress<TrialResult> progress;
        Console.SetOut(written);
        try
        {
            progress = TrainingProgress.ConsoleTrials;
        }
        finally
        {
            Console.SetOut(console);
        }

        SearchParameter<double> rate = SearchParameter.Choice("rate", 0.125, 0.5);
        SearchReport report = new GridSearch([rate]).Run(
            trial => trial.Get(rate) > 0.2 ? throw new NotSupportedException("too fast") : 2 * trial.Get(rate),
            new SearchOptions { Progress = progress });
        Assert.Equal(
            "trial 1  rate 0.125  score 0.25\ntrial 2  rate 0.5  failed: NotSupportedException: too fast\n", written.ToString());
        Assert.Equal(string.Concat(report.Trials.Select(trial => $"{trial}\n")), written.ToString());
        Assert.NotSame(TrainingProgress.ConsoleTrials, TrainingProgress.ConsoleTrials); // a new one
    }
}
