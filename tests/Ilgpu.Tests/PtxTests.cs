using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace LstmGen.Ilgpu.Tests;

/// <summary>The kernels over time, and those of heads, compiled to PTX, which needs no GPU: what stands in the assembly decides how fast they can be.</summary>
public sealed class PtxTests : IDisposable
{
    private const string Source = """
        using LstmGen;

        namespace Ptx;

        [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
        [Features(16)]
        [Lstm(64, Bidirectional = true)]
        [Gru(128)]
        [Rnn(32)]
        [Regression(1)]
        public partial class M;
        """;

    private readonly CompiledModels _models = ModelCompiler.Compile(Source, Gpus.Wanted);

    public static TheoryData<string, bool> Kernels
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in new[] { "Lstm0", "Lstm0Reverse", "Gru0", "Rnn0" })
            {
                foreach (string pass in new[] { "ForwardRows1", "ForwardRows4", "BackwardRows1", "BackwardRows4" })
                    data.Add(name + pass, !name.StartsWith("Rnn", StringComparison.Ordinal));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Time_loops_stay_in_registers_and_read_wide(string kernel, bool quads)
    {
        MethodInfo method = _models.Assembly.GetType("Ptx.M+GpuModel", throwOnError: true)!.GetMethod(kernel, BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (CudaArchitecture architecture in new[] { CudaArchitecture.SM_80, CudaArchitecture.SM_90 })
        {
            string ptx = Compile(method, architecture);
            Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
            Assert.Contains(".maxntid 128", ptx, StringComparison.Ordinal);
            Assert.DoesNotContain(".f64", ptx, StringComparison.Ordinal);
            if (quads)
                Assert.Contains("ld.global.v4.", ptx, StringComparison.Ordinal);
        }
    }

    // Kernels that all models share; they are internal, so their classes are found by name.
    public static TheoryData<string, string> Shared => new()
    {
        { "CrfSweeps", "Row" },
        { "CrfSlopes", "Outputs" },
        { "CrfSlopes", "Parameters" },
        { "CrfSlopes", "SumRows" },
        { "CtcPreparation", "LinkLabels" },
        { "CtcPreparation", "Normalize" },
        { "CtcSweeps", "Row" },
        { "LossKernels", "SoftmaxByThread" },
        { "LossKernels", "SoftmaxByGroup" },
        { "LossKernels", "SigmoidRows" },
        { "AttentionKernels", "Normalize" },
        { "AttentionKernels", "ScoreSlopes" },
        { "PoolingKernels", "MaxRows" },
    };

    [Theory]
    [MemberData(nameof(Shared))]
    public void Heads_stay_in_registers(string type, string kernel)
    {
        MethodInfo method = typeof(GpuDevice).Assembly.GetType($"LstmGen.Ilgpu.{type}", throwOnError: true)!
            .GetMethod(kernel, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!;
        string ptx = Compile(method, CudaArchitecture.SM_80);
        Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain(".f64", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain("atom.", ptx, StringComparison.Ordinal);
    }

    public void Dispose() => _models.Dispose();

    private static string Compile(MethodInfo method, CudaArchitecture architecture)
    {
        using Context context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive));
        using var backend = new PTXBackend(context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_80, null!);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(method), new KernelSpecialization(128, null))).PTXAssembly;
    }
}
