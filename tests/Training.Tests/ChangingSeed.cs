using System.Globalization;
using LstmGen.Data;
using Xunit.Abstractions;

namespace LstmGen.Testing;

/// <summary>
/// Draws that differ from run to run, such as the moments at which processes are killed. The seed is printed, and
/// <c>LSTMGEN_KILL_SEED</c> sets it.
/// </summary>
internal static class ChangingSeed
{
    private const string Variable = "LSTMGEN_KILL_SEED";

    public static SeededRandom Begin(ITestOutputHelper output)
    {
        long seed = long.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out long given)
            ? given
            : Environment.TickCount64;
        output.WriteLine($"{Variable}={seed}");
        return new SeededRandom(seed);
    }
}
