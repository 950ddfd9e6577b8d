using System.ComponentModel;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.CompilerServices;

/// <summary>
/// The vector width in use, chosen once from the processor; the environment variable LSTMGEN_SIMD (512, 256, 128) overrides it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Simd
{
    private static SimdLevel s_level; // 0 until it is first asked for

    /// <summary>
    /// The level that kernels called from now on use. Every level works on every machine, the wider ones slowly where the processor lacks
    /// them.
    /// </summary>
    /// <exception cref="InvalidOperationException">LSTMGEN_SIMD is no width.</exception>
    public static SimdLevel Level
    {
        get => s_level != 0 ? s_level : First();
        set => s_level = value is SimdLevel.Vector128 or SimdLevel.Vector256 or SimdLevel.Vector512
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Use 128, 256 or 512.");
    }

    /// <summary>The widest level that this processor runs in hardware.</summary>
    public static SimdLevel Native
        // Vector512.IsHardwareAccelerated is false on processors that lower their clock; the instructions are there and pay off.
        => Avx512F.IsSupported ? SimdLevel.Vector512
         : Avx2.IsSupported && Fma.IsSupported ? SimdLevel.Vector256
         : SimdLevel.Vector128;

    private static SimdLevel First() => s_level = Choose(Environment.GetEnvironmentVariable("LSTMGEN_SIMD"));

    internal static SimdLevel Choose(string? wish) => wish switch
    {
        null or "" => Native,
        "512" => SimdLevel.Vector512,
        "256" => SimdLevel.Vector256,
        "128" => SimdLevel.Vector128,
        _ =>
            throw new InvalidOperationException($"The environment variable LSTMGEN_SIMD is '{wish}'; use 512, 256 or 128, or leave it "
                + "unset for the widest that the processor has."),
    };
}
