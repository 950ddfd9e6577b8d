using LstmGen.Reference.Random;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>What of the vocabulary the generator reads: switch a line on when it learns it.</summary>
internal static class Vocabulary
{
    public static RandomModelOptions Options { get; } = RandomModelOptions.Plain with
    {
        Cells = CellKinds.Lstm,
        Heads = HeadKinds.All,
        Poolings = [.. Enum.GetValues<Pooling>()],
        Embedding = true,
        Bidirectional = true,
        WithoutBias = true,
        SeveralHeads = true,
        VariableLengths = true,
        InitialStates = true,
        StateGradients = true,
        Names = true,
        Dense = true,
        Conv = true,
        StridedConv = true,
        LayerNorm = true,
        DropoutRates = true,
    };
}
