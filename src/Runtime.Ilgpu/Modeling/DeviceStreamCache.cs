using System.Collections.Immutable;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// The keys and values of a stream on a device: a block [B, capacity, 2 E] for each layer, whose capacity doubles when it is full.
/// </summary>
internal sealed class DeviceStreamCache : IStreamCache
{
    private const int FirstRoom = 16;

    private readonly GpuDevice _device;
    private readonly ImmutableArray<CacheInfo> _layout;
    private readonly int[] _lengths;
    private readonly DeviceBlock<int> _lengthsOnDevice, _from;
    private readonly DeviceBuffer _scores;
    private DeviceBuffer[] _blocks, _spares; // spares are what rows are moved into
    private int _capacity;

    public DeviceStreamCache(GpuDevice device, ImmutableArray<CacheInfo> layout, int batch)
    {
        (_device, _layout, _lengths) = (device, layout, new int[batch]);
        (_lengthsOnDevice, _from, _scores) = (new DeviceBlock<int>(device), new DeviceBlock<int>(device), new DeviceBuffer(device));
        _lengthsOnDevice.EnsureLength(batch);
        _blocks = [.. layout.Select(_ => new DeviceBuffer(device))];
        _spares = [.. layout.Select(_ => new DeviceBuffer(device))];
    }

    private int Longest => _lengths.Max();

    public void Reserve(int steps)
    {
        if (steps <= _capacity)
            return;
        int most = Most();
        if (steps > most)
            throw new InvalidOperationException($"The keys and values of {steps} steps are more than a block of memory holds; {most} "
                + $"steps of {_lengths.Length} rows are. Call Reset and go on without the earlier ones.");
        UploadLengths();
        Move(_blocks, _capacity, default, steps, Longest);
    }

    public void BeginStep()
    {
        GrowFor(Longest + 1);
        UploadLengths();
    }

    public void EndStep()
    {
        foreach (ref int length in _lengths.AsSpan())
            length++;
    }

    public void Clear() => Array.Clear(_lengths);

    public void CopyFrom(IStreamCache other)
    {
        var source = (DeviceStreamCache)other;
        if (source == this)
            return;
        GrowFor(source.Longest); // first: without memory the cache stays as it is
        source._lengths.CopyTo(_lengths, 0);
        UploadLengths();
        for (int i = 0; i < _layout.Length; i++)
            StreamCacheKernels.Copy(
                _device, Layout(i, source._capacity), source._blocks[i].View, default, Layout(i, _capacity), _blocks[i].View, Longest);
    }

    public void Reorder(ReadOnlySpan<int> from)
    {
        UploadLengths();
        _from.Upload(from);
        Move(_blocks, _capacity, _from.View, _capacity, Longest);
        int[] before = [.. _lengths];
        for (int row = 0; row < before.Length; row++)
            _lengths[row] = before[from[row]];
    }

    public void Save(ModelState destination)
    {
        int steps = Longest;
        destination.SetSteps(steps);
        _lengths.CopyTo(destination.Lengths);
        UploadLengths();
        for (int i = 0; i < _layout.Length; i++)
        {
            Span<float> values = destination.Cache(destination.Caches[i]);
            _spares[i].EnsureLength(values.Length);
            StreamCacheKernels.Copy(_device, Layout(i, _capacity), _blocks[i].View, default, Layout(i, steps), _spares[i].View, steps);
            _spares[i].Download(values);
        }
    }

    public void Load(ModelState source)
    {
        GrowFor(source.Steps); // all room first: without memory the cache stays as it is
        for (int i = 0; i < _layout.Length; i++)
            _spares[i].Upload(source.Cache(source.Caches[i]));
        source.Lengths.CopyTo(_lengths);
        UploadLengths();
        for (int i = 0; i < _layout.Length; i++)
            StreamCacheKernels.Copy(
                _device, Layout(i, source.Steps), _spares[i].View, default, Layout(i, _capacity), _blocks[i].View, source.Steps);
    }

    /// <summary>Attends to all steps that were read, and to the one at hand, whose k and v are put behind them.</summary>
    public void Step(DeviceAttentionShape shape, ArrayView<float> projected, ArrayView<float> context)
    {
        _scores.EnsureLength(Math.Max(_scores.Length, checked(_lengths.Length * shape.Heads * _capacity)));
        StreamCacheKernels.Step(
            _device, Layout(shape.Cache, _capacity), shape, Longest + 1, projected, _blocks[shape.Cache].View, _scores.View, context);
    }

    public void Dispose()
    {
        foreach (IDisposable block in new IDisposable[] { _lengthsOnDevice, _from, _scores }.Concat(_blocks).Concat(_spares))
            block.Dispose();
    }

    private void GrowFor(int steps)
    {
        if (steps > _capacity)
            Reserve((int)Math.Max(steps, Math.Min(Math.Max(FirstRoom, 2L * _capacity), Most())));
    }

    // All room is made before anything moves: without memory the cache stays as it is.
    private void Move(DeviceBuffer[] blocks, int capacity, ArrayView<int> from, int newCapacity, int steps)
    {
        for (int i = 0; i < _layout.Length; i++)
            _spares[i].EnsureLength(checked(_lengths.Length * newCapacity * _layout[i].Size));
        for (int i = 0; i < _layout.Length; i++)
            StreamCacheKernels.Copy(_device, Layout(i, capacity), blocks[i].View, from, Layout(i, newCapacity), _spares[i].View, steps);
        (_blocks, _spares) = (_spares, _blocks);
        _capacity = newCapacity;
    }

    private void UploadLengths() => _lengthsOnDevice.Upload(_lengths);

    private CacheLayout Layout(int layer, int capacity) =>
        new() { Batch = _lengths.Length, Capacity = capacity, Size = _layout[layer].Size, Lengths = _lengthsOnDevice.View };

    private int Most()
    {
        int most = Array.MaxLength / _lengths.Length;
        foreach (CacheInfo info in _layout)
            most = Math.Min(most, Array.MaxLength / _lengths.Length / info.Size);
        return most;
    }
}
