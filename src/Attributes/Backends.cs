namespace LstmGen;

/// <summary>The targets that code is generated for.</summary>
[Flags]
public enum Backends
{
    /// <summary>Vectorised CPU code; always generated.</summary>
    Simd = 1,

    /// <summary>GPU kernels through ILGPU, for models put on a device by <c>To</c>; needs LstmGen.Runtime.Ilgpu.</summary>
    Ilgpu = 2,
}
