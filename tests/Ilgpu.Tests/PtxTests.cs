using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using LstmGen.CompilerServices;

namespace LstmGen.Ilgpu.Tests;

/// <summary>All kernels, compiled to PTX, which needs no GPU: what stands in the assembly decides how fast they can be.</summary>
public sealed partial class PtxTests
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

    // What kernels share is compiled once.
    private static readonly Context Context =
        Context.Create(builder => builder.Optimize(OptimizationLevel.O2).Inlining(InliningMode.Aggressive));

    private static readonly CompiledModels Compiled = ModelCompiler.Compile(Source, Gpus.Wanted);

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
        MethodInfo method =
            Compiled.Assembly.GetType("Ptx.M+GpuModel", throwOnError: true)!.GetMethod(
                kernel, BindingFlags.NonPublic | BindingFlags.Static)!;
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

    /// <summary>Every kernel that models share: what the runtime launches.</summary>
    public static TheoryData<string, string> Shared
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (MethodInfo kernel in typeof(GpuDevice).Assembly.GetTypes().SelectMany(Launched))
                data.Add(kernel.DeclaringType!.FullName!, kernel.Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shared))]
    public void Shared_kernels_stay_in_registers(string type, string kernel) =>
        StaysInRegisters(Launched(typeof(GpuDevice).Assembly.GetType(type, throwOnError: true)!).Single(method => method.Name == kernel));

    /// <summary>What the runtime's sources launch, but for the generic kernel of the optimizers, is among the kernels above.</summary>
    [Fact]
    public void No_shared_kernel_is_left_out()
    {
        string folder = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Runtime.Ilgpu");
        string[] launched =
        [
            .. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(file => !Path.GetRelativePath(folder, file).StartsWith("obj", StringComparison.Ordinal))
                .SelectMany(file => LaunchCalls().Matches(File.ReadAllText(file)).Select(call => NameOf(call, file))).Distinct(),
        ];
        Assert.True(launched.Length > 60, $"{launched.Length} calls of Launch were found");
        IEnumerable<MethodInfo> compiled = typeof(GpuDevice).Assembly.GetTypes().SelectMany(Launched);
        Assert.Equal(
            ["DeviceTarget.Update"], launched.Except(compiled.Select(kernel => $"{kernel.DeclaringType!.Name}.{kernel.Name}")));

        static string Here([CallerFilePath] string here = "") => here;

        // A method without its class is one of the file's class.
        static string NameOf(Match call, string file) => call.Groups[1].Value is var name && name.Contains('.', StringComparison.Ordinal)
            ? name
            : $"{Path.GetFileName(file).Split('.')[0]}.{name}";
    }

    [GeneratedRegex(@"\bLaunch\(\s*((?:\w+\.)?\w+),")]
    private static partial Regex LaunchCalls();

    /// <summary>The update rules of the optimizers.</summary>
    public static TheoryData<string> Rules => [.. typeof(Optimizer).Assembly.GetTypes().Where(IsRule).Select(rule => rule.FullName!)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Updates_stay_in_registers(string rule) => StaysInRegisters(
        typeof(DeviceTarget).GetMethod("Update", BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(
            typeof(Optimizer).Assembly.GetType(rule, throwOnError: true)!));

    private static bool IsRule(Type type) => type.IsValueType && type.GetInterface("LstmGen.Training.IUpdateRule") is not null;

    /// <summary>Cells that a device computes step by step, and wide layers: names of their models.</summary>
    public static TheoryData<string> Stepwise => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Stepwise))]
    public void Step_kernels_stay_in_registers(string name)
    {
        using CompiledModels models = ModelCompiler.Compile(
            "using LstmGen; namespace Ptx; [RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)] [Features(16)] "
            + $"{Layers[name]} [Regression(1)] public partial class {name};", Gpus.Wanted);
        MethodInfo[] kernels = [.. Launched(models.Assembly.GetType($"Ptx.{name}+GpuModel", throwOnError: true)!)];
        Assert.NotEmpty(kernels);
        Assert.All(kernels, StaysInRegisters);
    }

    private static readonly Dictionary<string, string> Layers = new()
    {
        ["Normalized"] = "[Lstm(40, LayerNorm = true)]",
        ["Projected"] = "[Lstm(40, Projection = 20)]",
        ["Peeping"] = "[Lstm(40, Peepholes = true, CellClip = 1f)]",
        ["ResetBefore"] = "[Gru(40, ResetAfter = false)]",
        ["Zoned"] = "[Gru(40, Zoneout = 0.1f)]",
        ["Wide"] = "[Lstm(600)]",
    };

    // Kernels are private methods without a result; what they call is compiled into them.
    private static IEnumerable<MethodInfo> Launched(Type type) => type
        .GetMethods(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(method => method.ReturnType == typeof(void) && !method.IsGenericMethod
            && !method.Name.Contains('<', StringComparison.Ordinal)
            && method.GetParameters() is { Length: > 0 } parameters
            && parameters.All(p => p.ParameterType.IsValueType && !p.ParameterType.IsByRef)
            && parameters.Any(p => HoldsView(p.ParameterType)));

    private static bool HoldsView(Type type) =>
        (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>))
        || (type.Namespace == "LstmGen.CompilerServices"
            && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(f => HoldsView(f.FieldType)));

    private static void StaysInRegisters(MethodInfo kernel)
    {
        string ptx = Compile(kernel, CudaArchitecture.SM_80);
        Assert.Contains(".entry", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain(".local", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain(".f64", ptx, StringComparison.Ordinal);
        Assert.DoesNotContain("atom.", ptx, StringComparison.Ordinal);
    }

    private static string Compile(MethodInfo method, CudaArchitecture architecture)
    {
        using var backend = new PTXBackend(
            Context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_80, null!);
        return ((PTXCompiledKernel)backend.Compile(
            EntryPointDescription.FromExplicitlyGroupedKernel(method), new KernelSpecialization(128, null))).PTXAssembly;
    }
}
