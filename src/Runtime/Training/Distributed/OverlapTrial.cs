namespace LstmGen.Training;

/// <summary>
/// Whether an exchange overlaps with the backward pass: as <see cref="FitOptions.OverlapExchange"/> says, or what is faster in the first
/// updates. Ranks decide by the seconds of all of them, so that they decide alike.
/// </summary>
/// <param name="asked">What the options say; null to find out.</param>
internal sealed class OverlapTrial(bool? asked)
{
    // Of each way. What was compiled or is asked of the network for the first time comes before.
    private const int Tries = 4, WarmUp = 2;

    private readonly double[][] _seconds = [new double[Tries], new double[Tries]];
    private int _updates; // those that have begun

    /// <summary>Whether the next exchange overlaps.</summary>
    public bool Overlaps { get; private set; } = asked ?? false;

    /// <summary>
    /// Takes the seconds that the update before the present one took on the slowest rank: the same figure on all of them.
    /// </summary>
    public void Observe(double slowest)
    {
        if (asked is not null || _updates > WarmUp + (2 * Tries))
            return;
        int before = _updates - 1 - WarmUp, next = ++_updates - WarmUp;
        if (before >= 0)
            _seconds[before % 2][before / 2] = slowest;
        Overlaps = next <= 2 * Tries ? next >= 0 && next < 2 * Tries && next % 2 == 1 : Median(_seconds[1]) < Median(_seconds[0]);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
