using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Models on which the properties are shown, compiled once for all tests.</summary>
public sealed class Probes : IDisposable
{
    private static readonly Probe[] All =
    [
        Probe.Of(Probe.Features("Plain", 3, new LstmLayer(5), new RegressionHead(2)), 4, 6),
        Probe.Of(Probe.Features("Stacked", 2, new LstmLayer(17) { Layers = 2 }, new ClassificationHead(3)), 5, 7, [7, 2, 5, 7, 1]),
        Probe.Of(Probe.Features("BothWays", 4, new LstmLayer(9) { Layers = 2, Bidirectional = true }, new RegressionHead(3)), 5, 6, [3, 6, 1, 6, 4]),
        Probe.Of(Probe.Features("EveryStep", 1, new LstmLayer(33) { Bias = false }, new RegressionHead(1) { Pooling = Pooling.EveryStep }), 3, 8),
        Probe.Of(Probe.Features("Bare", 7, new LstmLayer(8) { Bidirectional = true }, new SequenceOutputHead()), 6, 5, [5, 4, 3, 2, 1, 5]),
        Probe.Of(Probe.Tokens("Words", 11, 6, new LstmLayer(12), new ClassificationHead(4)), 7, 5, [2, 5, 5, 3, 1, 4, 5]),
        Probe.Of(Probe.Tokens("WordsBothWays", 9, 3, new LstmLayer(4) { Bidirectional = true }, new ClassificationHead(2)), 3, 4),
    ];

    internal CompiledModels Models { get; } = ModelCompiler.Compile([.. All.Select(probe => probe.Source)]);

    /// <summary>Names for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(probe => probe.Declaration.Name)];

    internal static Probe Get(string name) => All.Single(probe => probe.Declaration.Name == name);

    public void Dispose() => Models.Dispose();
}
