using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Streams of random numbers for dropout on what heads read.</summary>
internal static class HeadDropout
{
    // Apart from the streams of the dropout layers, which count up from 1.
    private const uint FirstStream = 1000;

    public static uint Stream(PlanBuilder plan) => FirstStream + (uint)plan.HeadCount;
}
