using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>Width of the vectors that the kernels use.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum SimdLevel
{
    /// <summary>Portable 128-bit vectors (SSE, Arm).</summary>
    Vector128 = 128,

    /// <summary>256-bit vectors with fused multiply-add (AVX2).</summary>
    Vector256 = 256,

    /// <summary>512-bit vectors (AVX-512).</summary>
    Vector512 = 512,
}
