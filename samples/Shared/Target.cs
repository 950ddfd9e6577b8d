namespace LstmGen.Samples;

/// <summary>What the samples' models are compiled for, as the argument of <c>[RecurrentModel]</c>.</summary>
internal static class Target
{
    /// <summary>The processor, and GPUs unless the program is compiled ahead of time.</summary>
#if NATIVE
    public const Backends All = Backends.Simd;
#else
    public const Backends All = Backends.Simd | Backends.Ilgpu;
#endif
}
