using System.ComponentModel;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace LstmGen.CompilerServices;

/// <summary>A block of a device's memory that grows when it must, and a pinned block of the processor's to copy through.</summary>
/// <typeparam name="T">float or int.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public class DeviceBlock<T> : IDisposable
    where T : unmanaged
{
    private readonly GpuDevice _device;
    private MemoryBuffer1D<T, Stride1D.Dense>? _memory;
    private PageLockedArray1D<T>? _pinned;
    private bool _disposed;
    private long _queuedAt = -1; // the device's Waits when the pinned block was last read from

    /// <summary>An empty block.</summary>
    public DeviceBlock(GpuDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        _device = device;
    }

    /// <summary>Values in the block.</summary>
    public int Length { get; private set; }

    /// <summary>The block as kernels see it.</summary>
    /// <exception cref="ObjectDisposedException">The block was disposed of.</exception>
    public ArrayView<T> View
    {
        get
        {
            RequireLive();
            return _memory is { } memory ? ((ArrayView<T>)memory.View).SubView(0, Length) : ArrayView<T>.Empty;
        }
    }

    /// <summary>Makes the block <paramref name="length"/> values long. When it has to grow its contents are lost and it is zero.</summary>
    /// <exception cref="GpuMemoryException">The device has no room.</exception>
    /// <exception cref="ObjectDisposedException">The block was disposed of.</exception>
    public void EnsureLength(int length)
    {
        RequireLive();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (_memory is null || _memory.Length < length)
        {
            Free();
            _memory = Allocate(Math.Max(length, 1));
            _memory.MemSetToZero(_device.Stream);
        }

        Length = length;
    }

    /// <summary>Sets every value to zero.</summary>
    public void Clear()
    {
        if (Length > 0)
            View.MemSetToZero(_device.Stream);
    }

    /// <summary>Copies values to the block's beginning; it grows to hold them.</summary>
    public void Upload(ReadOnlySpan<T> values)
    {
        if (values.Length > Length)
            EnsureLength(values.Length);
        if (values.IsEmpty)
            return;
        PageLockedArray1D<T> pinned = Pinned(values.Length);
        values.CopyTo(pinned.Span);
        View.CopyFromCPUUnsafeAsync(_device.Stream, ref pinned.Span[0], values.Length);
        _queuedAt = _device.Waits;
    }

    /// <summary>Copies values from <paramref name="from"/> on, when all work before is done.</summary>
    public void Download(Span<T> values, int from = 0)
    {
        if (values.IsEmpty)
            return;
        RequireLive();
        PageLockedArray1D<T> pinned = Pinned(values.Length);
        View.SubView(from, values.Length).CopyToCPUUnsafeAsync(_device.Stream, ref pinned.Span[0], values.Length);
        _device.Synchronize();
        pinned.Span[..values.Length].CopyTo(values);
    }

    /// <summary>The same on any thread, beside the one that works with the device, into memory that does not move.</summary>
    internal void DownloadAside(Span<T> values)
    {
        View.CopyToCPUUnsafeAsync(_device.Stream, ref values[0], values.Length);
        _device.Stream.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        AwaitUpload();
        Free();
        _pinned?.Dispose();
        _pinned = null;
        GC.SuppressFinalize(this);
    }

    // Kernels that read freed memory end the process.
    private void RequireLive()
    {
        if (_disposed || _device.IsDisposed)
            throw new ObjectDisposedException(
                _device.Info.Name,
                $"What computed on {_device.Info.Name} was disposed of: the device, the model, its workspace or its stream. Make another "
                    + "by Open, To, CreateWorkspace or CreateStream.");
    }

    private MemoryBuffer1D<T, Stride1D.Dense> Allocate(int length)
    {
        long bytes = (long)length * Marshal.SizeOf<T>(), left = (_device.MemoryLimit ?? long.MaxValue) - _device.BytesHeld;
        if (bytes > left)
            throw new GpuMemoryException(_device.Info.Name, bytes, left);
        try
        {
            MemoryBuffer1D<T, Stride1D.Dense> memory = _device.Accelerator.Allocate1D<T>(length);
            _device.BytesHeld += memory.LengthInBytes;
            return memory;
        }
        catch (Exception e) when (e is AcceleratorException or OutOfMemoryException)
        {
            long free = _device.Accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : 0;
            throw new GpuMemoryException(_device.Info.Name, bytes, free, e);
        }
    }

    private void Free()
    {
        if (_memory is null)
            return;
        _device.BytesHeld -= _memory.LengthInBytes;
        _memory.Dispose();
        (_memory, Length) = (null, 0);
    }

    // The pinned block, free to be written.
    private PageLockedArray1D<T> Pinned(int length)
    {
        AwaitUpload();
        if (_pinned is null || _pinned.Length < length)
        {
            _pinned?.Dispose();
            _pinned = _device.Accelerator.AllocatePageLocked1D<T>(length);
        }

        return _pinned;
    }

    // An upload goes on while the processor does; only the next use of its pinned block has to wait for it.
    private void AwaitUpload()
    {
        if (_queuedAt == _device.Waits)
            _device.Synchronize();
    }
}
