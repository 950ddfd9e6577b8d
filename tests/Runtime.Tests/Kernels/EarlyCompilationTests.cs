using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>What is computed for its compilation's sake fits every layout that a layer may have.</summary>
[Collection(SimdLevels.Name)]
public sealed class EarlyCompilationTests
{
    [Theory]
    [MemberData(nameof(SimdLevels.All), MemberType = typeof(SimdLevels))]
    public void It_computes_layers_of_every_layout(SimdLevel level)
    {
        using SimdLevels.Scope scope = new(level);
        GateLayout[] layouts =
        [
            GateLayout.Full(1, 1), GateLayout.Full(16, 4), GateLayout.Full(11, 4), new(16, 4, 1, 3), new(9, 4, 0, 3), new(16, 4, 0, 1),
            GateLayout.Full(16, 2), GateLayout.Dense(16),
        ];
        foreach (GateLayout layout in layouts)
        {
            foreach (int outputs in new[] { 1, 8, 40, 72, 200 })
            {
                PackedMatrix back = PackedMatrix.ForBackward(layout, outputs);
                Assert.Null(Record.Exception(() => EarlyCompilation.Compute(layout, back.Plan, level)));
            }
        }
    }
}
