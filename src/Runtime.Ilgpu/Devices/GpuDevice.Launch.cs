using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;

namespace LstmGen;

// One overload for each number of parameters, as Action has. A kernel is compiled for its number of threads, which bounds the
// registers that a thread may have.
public sealed partial class GpuDevice
{
    private readonly Dictionary<(Delegate Kernel, int Threads), Delegate> _loaded = [];

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1>(Action<T1> kernel, KernelConfig config, T1 a1)
        where T1 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1>)loaded)(Stream, config, a1);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2>(Action<T1, T2> kernel, KernelConfig config, T1 a1, T2 a2)
        where T1 : struct
        where T2 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2>)loaded)(Stream, config, a1, a2);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3>(Action<T1, T2, T3> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3)
        where T1 : struct
        where T2 : struct
        where T3 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3>)loaded)(Stream, config, a1, a2, a3);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4>(Action<T1, T2, T3, T4> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4>)loaded)(Stream, config, a1, a2, a3, a4);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5>)loaded)(Stream, config, a1, a2, a3, a4, a5);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6>(
        Action<T1, T2, T3, T4, T5, T6> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6>)loaded)(Stream, config, a1, a2, a3, a4, a5, a6);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6, T7>(
        Action<T1, T2, T3, T4, T5, T6, T7> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7>)loaded)(Stream, config, a1, a2, a3, a4, a5, a6, a7);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8>)loaded)(Stream, config, a1, a2, a3, a4, a5, a6, a7, a8);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8,
        T9 a9)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9>)loaded)(
            Stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7, T8 a8,
        T9 a9, T10 a10)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
        where T10 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10>)loaded)(
            Stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6, T7 a7,
        T8 a8, T9 a9, T10 a10, T11 a11)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
        where T10 : struct
        where T11 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11>)loaded)(
            Stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5, T6 a6,
        T7 a7, T8 a8, T9 a9, T10 a10, T11 a11, T12 a12)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
        where T10 : struct
        where T11 : struct
        where T12 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12>)loaded)(
            Stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5,
        T6 a6, T7 a7, T8 a8, T9 a9, T10 a10, T11 a11, T12 a12, T13 a13)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
        where T10 : struct
        where T11 : struct
        where T12 : struct
        where T13 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13>)loaded)(
            Stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13);
    }

    /// <summary>Runs a kernel, a static method, in groups of threads; it is compiled at its first call and held.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Launch<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>(
        Action<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> kernel, KernelConfig config, T1 a1, T2 a2, T3 a3, T4 a4, T5 a5,
        T6 a6, T7 a7, T8 a8, T9 a9, T10 a10, T11 a11, T12 a12, T13 a13, T14 a14)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
        where T5 : struct
        where T6 : struct
        where T7 : struct
        where T8 : struct
        where T9 : struct
        where T10 : struct
        where T11 : struct
        where T12 : struct
        where T13 : struct
        where T14 : struct
    {
        if (!_loaded.TryGetValue((kernel, config.GroupDim.Size), out Delegate? loaded))
            _loaded.Add((kernel, config.GroupDim.Size), loaded = Accelerator.LoadKernel(kernel, GroupOf(config)));
        ((Action<AcceleratorStream, KernelConfig, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14>)loaded)(
            Stream, config, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14);
    }

    private static KernelSpecialization GroupOf(KernelConfig config) => new(config.GroupDim.Size, null);
}
