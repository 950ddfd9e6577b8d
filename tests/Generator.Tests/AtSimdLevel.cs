using LstmGen.CompilerServices;

namespace LstmGen.Generator.Tests;

/// <summary>Sets the vector width, and puts it back.</summary>
internal sealed class AtSimdLevel : IDisposable
{
    private readonly SimdLevel _before = Simd.Level;

    public AtSimdLevel(SimdLevel level) => Simd.Level = level;

    public void Dispose() => Simd.Level = _before;
}
