namespace LstmGen;

/// <summary>How a device is reached.</summary>
public enum GpuKind
{
    /// <summary>NVIDIA's driver.</summary>
    Cuda,

    /// <summary>An OpenCL driver; also one that runs on processors, such as PoCL.</summary>
    OpenCL,

    /// <summary>ILGPU's own simulation on the processor: slow, for tests of kernels.</summary>
    Simulated,
}
