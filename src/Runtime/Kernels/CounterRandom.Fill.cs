using System.Runtime.Intrinsics;

namespace LstmGen.CompilerServices;

// Many numbers at once: element j is the number of index j.
public static partial class CounterRandom
{
    /// <summary>Fills <paramref name="values"/> with numbers uniform in [-<paramref name="bound"/>, <paramref name="bound"/>).</summary>
    internal static void FillUniform(Span<float> values, float bound, long seed, long step, uint stream)
    {
        Key key = new(seed, step, stream);
        int j = 0;
        for (; j <= values.Length - 8; j += 8)
        {
            Vector256<float> uniform = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(key.Bits8(j), 8).AsInt32()) * (1f / (1 << 24));
            ((uniform + uniform - Vector256<float>.One) * bound).CopyTo(values[j..]);
        }

        for (; j < values.Length; j++)
            values[j] = (2 * ((key.Bits(j) >> 8) * (1f / (1 << 24))) - 1) * bound;
    }

    /// <summary>Fills <paramref name="values"/> with normal numbers of mean 0; threads share long ones.</summary>
    internal static unsafe void FillNormal(Span<float> values, float deviation, long seed, long step, uint stream)
    {
        fixed (float* first = values)
        {
            var fill = new NormalFill(first, values.Length, deviation, new Key(seed, step, stream));
            WorkerPool.Shared.Run(fill, 0, fill.Parts);
        }
    }

    private sealed unsafe class NormalFill(float* values, int length, float deviation, Key key) : IParallelWork
    {
        private const int PartLength = 1 << 16; // some milliseconds

        public int Parts { get; } = (int)Math.Clamp(((long)length + PartLength - 1) / PartLength, 1, WorkerPool.Shared.ThreadsNow);

        public void Run(int phase, int part)
        {
            int end = (int)((long)length * (part + 1) / Parts);
            for (int j = (int)((long)length * part / Parts); j < end; j++)
                values[j] = Normal(key, j) * deviation;
        }
    }
}
