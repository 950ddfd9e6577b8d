namespace LstmGen.Samples;

/// <summary>What the samples' models are compiled for, as the argument of <c>[RecurrentModel]</c>.</summary>
internal static class Target
{
    /// <summary>The processor, and GPUs where the build has ILGPU.</summary>
#if USE_ILGPU
    public const Backends All = Backends.Simd | Backends.Ilgpu;
#else
    public const Backends All = Backends.Simd;
#endif
}
