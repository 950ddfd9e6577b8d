using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Norm and clipping of a gradient block.</summary>
internal sealed class GradientKernels(GpuDevice device) : IDisposable
{
    private const int Threads = 64, Chunk = 4096;

    private readonly DeviceBuffer _sums = new(device), _total = new(device);
    private readonly float[] _read = new float[1];

    /// <summary>Euclidean norm; chunks and threads add up in a fixed order.</summary>
    public float Norm(ArrayView<float> values)
    {
        int chunks = (int)((values.Length + Chunk - 1) / Chunk);
        _sums.EnsureLength(chunks);
        _total.EnsureLength(1);
        device.Launch(Squares, new KernelConfig(chunks, device.GroupSize(Threads)), values, _sums.View);
        device.Kernels.Losses.Sum(_sums.View, chunks, _total.View);
        _total.Download(_read);
        return MathF.Sqrt(_read[0]);
    }

    /// <summary>values *= <paramref name="factor"/>, then held within [-limit, limit]; a factor of 0 sets 0 whatever was there.</summary>
    public void Scale(ArrayView<float> values, float factor, float limit) =>
        device.Launch(ScaleValues, device.OnePer(values.Length), values, factor, limit);

    public void Dispose()
    {
        _sums.Dispose();
        _total.Dispose();
    }

    private static void Squares(ArrayView<float> values, ArrayView<float> sums)
    {
        ArrayView<float> own = SharedMemory.Allocate<float>(Threads);
        int begin = Grid.IdxX * Chunk, end = IntrinsicMath.Min(begin + Chunk, values.IntLength);
        float sum = 0f;
        for (int i = begin + Group.IdxX; i < end; i += Group.DimX)
            sum += values[i] * values[i];
        own[Group.IdxX] = sum;
        Group.Barrier();
        for (int half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (Group.IdxX < half)
                own[Group.IdxX] += own[Group.IdxX + half];
            Group.Barrier();
        }

        if (Group.IdxX == 0)
            sums[Grid.IdxX] = own[0];
    }

    private static void ScaleValues(ArrayView<float> values, float factor, float limit)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX;
        if (at >= values.IntLength)
            return;
        float scaled = factor == 0f ? 0f : values[at] * factor;
        values[at] = scaled > limit ? limit : scaled < -limit ? -limit : scaled;
    }
}
