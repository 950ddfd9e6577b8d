namespace LstmGen.Training;

/// <summary>A line on the console for each finished trial of a search.</summary>
internal sealed class ConsoleTrials(TextWriter writer) : IProgress<TrialResult>
{
    public void Report(TrialResult value) => writer.WriteLine(value);
}
