using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;
using LstmGen.CompilerServices;

namespace LstmGen;

/// <summary>
/// An open device: models are put on it by their <c>To</c>. Disposing it frees all that models have on it; their weights come to the
/// processor first.
/// </summary>
/// <remarks>
/// One thread at a time may use it. <c>Predict</c> of its models takes turns by itself, and so do <c>Encode</c>, <c>Read</c> and
/// <c>Write</c> of a pair: they lock the device. What else may overlap with another call, such as a stream's step, is to be put in
/// <c>lock (device)</c>.
/// </remarks>
public sealed partial class GpuDevice : IDisposable
{
    private readonly Context _context;
    private readonly List<WeakReference<DeviceModel>> _models = [];

    private GpuDevice(Context context, Device device, GpuInfo info)
    {
        _context = context;
        Info = info;
        Accelerator = device.CreateAccelerator(context);
        Kernels = new DeviceKernels(this);
    }

    /// <summary>What the device is.</summary>
    public GpuInfo Info { get; }

    /// <summary>ILGPU's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>The stream that all work goes to.</summary>
    public AcceleratorStream Stream => Accelerator.DefaultStream;

    /// <summary>The kernels that are the same for all models.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public DeviceKernels Kernels { get; }

    /// <summary>All devices that can be used; kinds without a driver are left out.</summary>
    public static IReadOnlyList<GpuInfo> List()
    {
        var found = new List<GpuInfo>();
        foreach (GpuKind kind in Enum.GetValues<GpuKind>())
        {
            try
            {
                using Context context = GpuContext.Create(kind);
                found.AddRange(GpuContext.Devices(context, kind).Select((device, index) => InfoOf(kind, index, device)));
            }
            catch (GpuNotFoundException)
            {
            }
        }

        return found;
    }

    /// <summary>Opens a device.</summary>
    /// <param name="kind">How it is reached.</param>
    /// <param name="index">Its number among those of its kind, as <see cref="List"/> shows it.</param>
    /// <exception cref="GpuNotFoundException">There is none.</exception>
    public static GpuDevice Open(GpuKind kind, int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        Context context = GpuContext.Create(kind);
        try
        {
            IReadOnlyList<Device> devices = GpuContext.Devices(context, kind);
            if (index < devices.Count)
                return new GpuDevice(context, devices[index], InfoOf(kind, index, devices[index]));
            throw new GpuNotFoundException(devices.Count == 0
                ? $"There is no {kind} device: {GpuContext.Missing(kind)}."
                : $"There is no {kind} device {index}: there are {devices.Count}, numbered from 0.");
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of the device's memory that models, and the kernels they share, hold now.</summary>
    public long BytesHeld { get; internal set; }

    /// <summary>
    /// Most bytes that may be held, for a device that is shared with others; beyond it comes a <see cref="GpuMemoryException"/>.
    /// Null, the default, is all that there is.
    /// </summary>
    public long? MemoryLimit { get; set; }

    /// <summary>Whether it was disposed of.</summary>
    internal bool IsDisposed { get; private set; }

    /// <summary>How often the processor has waited for the device: work queued before the last wait is done.</summary>
    internal long Waits { get; private set; }

    /// <summary>Waits until all work is done.</summary>
    public void Synchronize()
    {
        Stream.Synchronize();
        Waits++;
    }

    /// <summary>Threads of a group, for <paramref name="wanted"/> of them side by side.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int GroupSize(int wanted) => Math.Min(wanted, Accelerator.MaxNumThreadsPerGroup);

    /// <summary>Groups that the device works on at once, about: two for each of its multiprocessors.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public int RowsAtOnce => 2 * Accelerator.NumMultiprocessors;

    /// <summary>Groups and threads for a kernel with one thread per element.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public KernelConfig OnePer(long elements)
    {
        int threads = GroupSize(256);
        return new KernelConfig((int)Math.Max(1, (elements + threads - 1) / threads), threads);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        foreach (WeakReference<DeviceModel> one in _models.ToArray())
        {
            if (one.TryGetTarget(out DeviceModel? model))
                model.Dispose();
        }

        IsDisposed = true;
        Accelerator.Dispose();
        _context.Dispose();
    }

    /// <summary>A model is put on the device, and is disposed of with it.</summary>
    /// <exception cref="ObjectDisposedException">The device was disposed of.</exception>
    internal void Add(DeviceModel model)
    {
        if (IsDisposed)
            throw new ObjectDisposedException(nameof(GpuDevice), $"The device {Info.Name} was disposed of: open another.");
        _models.RemoveAll(one => !one.TryGetTarget(out _));
        _models.Add(new(model));
    }

    /// <summary>A model was disposed of.</summary>
    internal void Remove(DeviceModel model) => _models.RemoveAll(one => one.TryGetTarget(out DeviceModel? other) && other == model);

    private static GpuInfo InfoOf(GpuKind kind, int index, Device device) => new(kind, index, device.Name, device.MemorySize);
}
