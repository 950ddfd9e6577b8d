using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// Values that all threads of a group give, made one by a tree of fixed shape. The group has <see cref="Threads"/> threads, and all of
/// them call; cells are <see cref="MaxThreads"/> floats of shared memory. What the threads wrote before is seen by all of them afterwards.
/// </summary>
internal static class GroupSums
{
    /// <summary>The most threads of a group, a power of 2.</summary>
    public const int MaxThreads = 256;

    private const int Fewest = 8;

    /// <summary>Threads of a group for this many elements side by side: a power of 2.</summary>
    public static int Threads(GpuDevice device, int elements)
    {
        int threads = Fewest;
        while (threads < elements && threads < MaxThreads)
            threads *= 2;
        return device.GroupSize(threads);
    }

    /// <summary>The sum.</summary>
    public static float Sum(ArrayView<float> cells, float own)
    {
        cells[Group.IdxX] = own;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
                cells[Group.IdxX] += cells[Group.IdxX + half];
            Group.Barrier();
        }

        float sum = cells[0];
        Group.Barrier();
        return sum;
    }

    /// <summary>The largest.</summary>
    public static float Max(ArrayView<float> cells, float own)
    {
        cells[Group.IdxX] = own;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
                cells[Group.IdxX] = LogSpace.Max(cells[Group.IdxX], cells[Group.IdxX + half]);
            Group.Barrier();
        }

        float max = cells[0];
        Group.Barrier();
        return max;
    }

    /// <summary>log of the sum of exp.</summary>
    public static float LogSum(ArrayView<float> cells, float own)
    {
        cells[Group.IdxX] = own;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
                cells[Group.IdxX] = LogSpace.Add(cells[Group.IdxX], cells[Group.IdxX + half]);
            Group.Barrier();
        }

        float sum = cells[0];
        Group.Barrier();
        return sum;
    }
}
