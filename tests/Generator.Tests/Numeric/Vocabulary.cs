using LstmGen.Reference.Random;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>What random models may use: all that can be declared.</summary>
internal static class Vocabulary
{
    public static RandomModelOptions Options => RandomModelOptions.Everything;
}
