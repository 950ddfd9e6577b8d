using LstmGen.Reference.Random;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>What of the vocabulary the generator reads: switch a line on when it learns it.</summary>
internal static class Vocabulary
{
    public static RandomModelOptions Options { get; } = RandomModelOptions.Everything;
}
