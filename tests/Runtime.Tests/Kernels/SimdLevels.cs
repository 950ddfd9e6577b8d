using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Tests that change the SIMD level run one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimdLevels
{
    public const string Name = "SIMD levels";

    public static TheoryData<SimdLevel> All => [SimdLevel.Vector128, SimdLevel.Vector256, SimdLevel.Vector512];

    /// <summary>Sets the level until disposed.</summary>
    public sealed class Scope : IDisposable
    {
        private readonly SimdLevel _before = Simd.Level;

        public Scope(SimdLevel level) => Simd.Level = level;

        public void Dispose() => Simd.Level = _before;
    }
}
