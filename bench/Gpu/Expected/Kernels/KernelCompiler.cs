using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using LstmGen.Bench.Gpu.Expected.Ptx;

namespace LstmGen.Bench.Gpu.Expected.Kernels;

/// <summary>Compiles kernels to PTX as a device would be given them, with ILGPU's settings of GpuDevice; no device is needed.</summary>
internal sealed class KernelCompiler(string architecture) : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive));

    private readonly Dictionary<(MethodInfo Kernel, int Threads), PtxKernel> _read = [];

    /// <summary>The architecture.</summary>
    public string Architecture => architecture;

    /// <summary>A kernel for a number of threads, taken apart; compiled once.</summary>
    public PtxKernel Read(MethodInfo kernel, int threads)
    {
        if (!_read.TryGetValue((kernel, threads), out PtxKernel? read))
            _read.Add((kernel, threads), read = PtxParser.Read(Compile(kernel, threads)));
        return read;
    }

    /// <summary>Its text.</summary>
    public string Compile(MethodInfo kernel, int threads)
    {
        CudaArchitecture target = architecture switch
        {
            "sm_80" => CudaArchitecture.SM_80,
            "sm_90" => CudaArchitecture.SM_90,
            _ => throw new ArgumentException($"--expected is '{architecture}'; give sm_80 or sm_90.", nameof(kernel)),
        };
        using var backend = new PTXBackend(_context, new CudaCapabilityContext(target), target, CudaInstructionSet.ISA_80, null!);
        return ((PTXCompiledKernel)backend.Compile(
            EntryPointDescription.FromExplicitlyGroupedKernel(kernel), new KernelSpecialization(threads, null))).PTXAssembly;
    }

    public void Dispose() => _context.Dispose();
}
