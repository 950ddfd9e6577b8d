namespace LstmGen;

/// <summary>The targets that code is generated for.</summary>
[Flags]
public enum Backends
{
    /// <summary>Vectorised CPU code; always generated.</summary>
    Simd = 1,

    /// <summary>GPU kernels through ILGPU. Not generated yet: asking for them is an error.</summary>
    Ilgpu = 2,
}
