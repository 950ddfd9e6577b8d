using System.Runtime.InteropServices;

namespace LstmGen.Bench.Peers.Onnx;

/// <summary>
/// ONNX Runtime's C API, loaded at run time: <c>OrtGetApiBase</c> gives a table of functions whose order never changes
/// (onnxruntime_c_api.h, struct OrtApi). Only the functions used here have a name.
/// </summary>
internal sealed unsafe class OrtApi
{
    private const uint Version = 14;
    private readonly void** _table;
    private readonly void* _env, _memory;

    public OrtApi(string library)
    {
        nint handle = NativeLibrary.Load(library);
        void** root = ((delegate* unmanaged<void**>)NativeLibrary.GetExport(handle, "OrtGetApiBase"))();
        _table = ((delegate* unmanaged<uint, void**>)root[0])(Version);
        if (_table == null)
            throw new InvalidOperationException($"{library} is older than version 1.{Version} of the C API.");
        ProductVersion = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)root[1])())!;
        Run = (delegate* unmanaged<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*>)_table[9];
        ReleaseValue = (delegate* unmanaged<void*, void>)_table[96];
        ReleaseSession = (delegate* unmanaged<void*, void>)_table[95];
        void* env, memory;
        byte* name = stackalloc byte[] { (byte)'b', 0 };
        Check(((delegate* unmanaged<int, byte*, void**, void*>)_table[3])(3, name, &env));
        Check(((delegate* unmanaged<int, int, void**, void*>)_table[69])(1, 0, &memory));
        _env = env;
        _memory = memory;
    }

    public string ProductVersion { get; }

    /// <summary>(session, options, input names, inputs, count, output names, count, outputs) to status.</summary>
    public delegate* unmanaged<void*, void*, byte**, void**, nuint, byte**, nuint, void**, void*> Run { get; }

    public delegate* unmanaged<void*, void> ReleaseValue { get; }

    public delegate* unmanaged<void*, void> ReleaseSession { get; }

    /// <summary>A session with every optimisation of the graph, on so many threads.</summary>
    public void* Session(ReadOnlySpan<byte> model, int threads)
    {
        void* options, session;
        Check(((delegate* unmanaged<void**, void*>)_table[10])(&options));
        Check(((delegate* unmanaged<void*, int, void*>)_table[23])(options, 99));
        Check(((delegate* unmanaged<void*, int, void*>)_table[24])(options, threads));
        Check(((delegate* unmanaged<void*, int, void*>)_table[25])(options, 1));
        fixed (byte* bytes = model)
            Check(
                ((delegate* unmanaged<void*, void*, nuint, void*, void**, void*>)_table[8])(
                    _env, bytes, (nuint)model.Length, options, &session));
        ((delegate* unmanaged<void*, void>)_table[100])(options);
        return session;
    }

    /// <summary>A tensor over pinned memory.</summary>
    public void* Tensor<T>(T[] pinned, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        void* value;
        int type = typeof(T) == typeof(float) ? 1 : 7;
        fixed (T* data = pinned)
        fixed (long* dimensions = shape)
            Check(
                ((delegate* unmanaged<void*, void*, nuint, long*, nuint, int, void**, void*>)_table[49])(
                    _memory, data, (nuint)(pinned.Length * sizeof(T)), dimensions, (nuint)shape.Length, type, &value));
        return value;
    }

    /// <summary>The first values of a tensor of floats.</summary>
    public ReadOnlySpan<float> Read(void* tensor, int count)
    {
        void* data;
        Check(((delegate* unmanaged<void*, void**, void*>)_table[51])(tensor, &data));
        return new ReadOnlySpan<float>(data, count);
    }

    public void Check(void* status)
    {
        if (status != null)
            throw new InvalidOperationException(
                "ONNX Runtime: " + Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<void*, byte*>)_table[2])(status)));
    }
}
