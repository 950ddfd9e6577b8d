using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// The sum of one value of each thread of a group, the same for all of them; halves are added to halves, so threads are a power of two.
/// </summary>
internal static class GroupSum
{
    /// <summary>Most threads of a group that may ask.</summary>
    public const int MostThreads = 256;

    /// <summary>The sum; <paramref name="shared"/> holds <see cref="MostThreads"/> values and is free again afterwards.</summary>
    public static float Of(float value, ArrayView<float> shared)
    {
        int thread = Group.IdxX;
        shared[thread] = value;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (thread < half)
                shared[thread] += shared[thread + half];
            Group.Barrier();
        }

        float sum = shared[0];
        Group.Barrier();
        return sum;
    }
}
