using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// Rows of A as whole numbers from 1 to 127, each row with a scale of its own from its greatest value: 64 stands for 0, a step is a 63rd of
/// the greatest. Seven bits, so that a sum of two products with weights fits 16 bits, which processors without VNNI add in one instruction;
/// the result is the same on all.
/// </summary>
internal sealed unsafe class ByteInputs
{
    /// <summary>What stands for 0.</summary>
    public const int Zero = 64;

    /// <summary>Below it the greatest value counts as 0: its inverse would not be finite.</summary>
    public const float Least = 1e-30f;

    private const float Steps = 63;

    // Added to a float of less than 2^22 it leaves the nearest whole number in the lower bits, ties to even.
    private const float Magic = 12582912f;

    private const int MagicBits = 0x4B400000;

    [ThreadStatic]
    private static ByteInputs? t_own;

    private readonly AlignedBuffer _bytes = new(), _scales = new();

    /// <summary>Room of the thread at work.</summary>
    public static ByteInputs Own => t_own ??= new ByteInputs();

    /// <summary>[rows, <see cref="Stride"/>].</summary>
    public byte* Bytes => (byte*)_bytes.Pointer;

    /// <summary>Bytes from row to row.</summary>
    public nint Stride { get; private set; }

    /// <summary>What a step of each row stands for; NaN where a value is not finite.</summary>
    public float* Scales => _scales.Pointer;

    /// <summary>Takes rows of A in.</summary>
    /// <param name="a">[rows, inner].</param>
    /// <param name="stride">Floats from row to row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="inner">Values of a row.</param>
    public void Read(float* a, nint stride, int rows, int inner)
    {
        int lanes = ByteSegment.LanesOf(inner);
        _bytes.EnsureLength(checked(rows * lanes));
        _scales.EnsureLength(rows);
        Stride = lanes * sizeof(int);
        for (int row = 0; row < rows; row++)
            Scales[row] = Read(a + row * stride, inner, Bytes + row * Stride, (int)Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Read(float* a, int inner, byte* to, int stored)
    {
        float greatest = Greatest(a, inner);
        if (!(greatest >= Least) || !float.IsFinite(greatest))
        {
            new Span<byte>(to, stored).Fill(Zero);
            return float.IsFinite(greatest) ? 0 : float.NaN;
        }

        float inverse = Steps / greatest;
        int k = 0;
        if (Avx512F.IsSupported)
        {
            for (; k + 16 <= inner; k += 16)
            {
                Vector512<int> whole = (Vector512.Load(a + k) * inverse + Vector512.Create(Magic)).AsInt32()
                    - Vector512.Create(MagicBits - Zero);
                Avx512F.ConvertToVector128Byte(whole.AsUInt32()).Store(to + k);
            }
        }

        for (; k + 16 <= inner; k += 16)
            Vector128.Narrow(
                Vector128.Narrow(Whole(a + k, inverse), Whole(a + k + 4, inverse)),
                Vector128.Narrow(Whole(a + k + 8, inverse), Whole(a + k + 12, inverse))).AsByte().Store(to + k);
        for (; k < inner; k++)
            to[k] = (byte)(BitConverter.SingleToInt32Bits(a[k] * inverse + Magic) - (MagicBits - Zero));
        for (; k < stored; k++)
            to[k] = Zero;
        return greatest / Steps;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Whole(float* a, float inverse) =>
        (Vector128.Load(a) * inverse + Vector128.Create(Magic)).AsInt32() - Vector128.Create(MagicBits - Zero);

    // As whole numbers the bits of positive floats have the same order, with NaN above infinity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Greatest(float* a, int inner)
    {
        int k = 0, greatest = 0;
        if (Vector512.IsHardwareAccelerated || Avx512F.IsSupported)
        {
            Vector512<int> most = Vector512<int>.Zero;
            for (; k + 16 <= inner; k += 16)
                most = Vector512.Max(most, Vector512.Load((int*)a + k) & Vector512.Create(int.MaxValue));
            Vector256<int> half = Vector256.Max(most.GetLower(), most.GetUpper());
            Vector128<int> quarter = Vector128.Max(half.GetLower(), half.GetUpper());
            for (int i = 0; i < 4; i++)
                greatest = Math.Max(greatest, quarter.GetElement(i));
        }
        else
        {
            Vector128<int> most = Vector128<int>.Zero;
            for (; k + 4 <= inner; k += 4)
                most = Vector128.Max(most, Vector128.Load((int*)a + k) & Vector128.Create(int.MaxValue));
            for (int i = 0; i < 4; i++)
                greatest = Math.Max(greatest, most.GetElement(i));
        }

        for (; k < inner; k++)
            greatest = Math.Max(greatest, ((int*)a)[k] & int.MaxValue);
        return BitConverter.Int32BitsToSingle(greatest);
    }
}
