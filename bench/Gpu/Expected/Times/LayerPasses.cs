using System.Numerics;
using LstmGen.Bench.Gpu.Expected.Devices;
using LstmGen.Bench.Gpu.Expected.Kernels;
using LstmGen.Bench.Gpu.Expected.Ptx;

namespace LstmGen.Bench.Gpu.Expected.Times;

/// <summary>The kernels that a model of one layer launches, pass by pass, as GpuModel, DeviceModel and DeviceUpdate do.</summary>
internal sealed class LayerPasses(KernelCompiler compiler, DeviceFigures device, LayerCase layer)
{
    private const int Threads = 256;

    // LossKernels.WideRow: above it a group shares a row.
    private const int WideRow = 64;

    private readonly IRecurrentModel _model = Models.Create(layer.Cell, layer.Units);

    /// <summary>The layer's name in the model.</summary>
    public string Layer => layer.Layer;

    /// <summary>Rows of a group in the loop over time.</summary>
    public int Rows => TimeLoopPlan.Rows(device, layer);

    /// <summary>The loop over time, forward or backward.</summary>
    public KernelLaunch TimeLoop(string pass) => TimeLoopPlan.Launch(compiler, _model, layer, pass, Rows);

    /// <summary>Up to the states of all steps.</summary>
    public IReadOnlyList<KernelLaunch> Forward =>
    [
        .. Enumerable.Repeat(Each("StateKernels", "LoadRows", layer.Batch * layer.Units), States),
        Product("x W_ih^T", layer.Pairs, layer.Units, layer.GateWidth),
        TimeLoop("Forward"),
        Each("SequenceKernels", "AddSteps", layer.Pairs * layer.Units),
    ];

    /// <summary>Losses and their slopes.</summary>
    public IReadOnlyList<KernelLaunch> Loss =>
    [
        layer.Units > WideRow
            ? LossByGroup
            : Each("LossKernels", "RegressionRows", layer.Pairs) with { Turns = _ => layer.Units, Scattered = true },
        Sum(layer.Pairs),
    ];

    /// <summary>Back through time.</summary>
    public IReadOnlyList<KernelLaunch> Backward =>
    [
        Each("SequenceKernels", "AddSteps", layer.Pairs * layer.Units),
        .. Enumerable.Repeat(Each("StateKernels", "LoadRows", layer.Batch * layer.Units), States),
        TimeLoop("Backward"),
    ];

    /// <summary>Gradients of both weights and both biases.</summary>
    public IReadOnlyList<KernelLaunch> Gradients
    {
        get
        {
            int parts = Parts(layer.Pairs, layer.Units, layer.GateWidth), sums = Parts(layer.Pairs, 1, layer.GateWidth);
            KernelLaunch product = Product("da^T x", layer.Units, layer.Pairs, layer.GateWidth, parts);
            KernelLaunch weights =
                Each("GateWeights", "SumParts", layer.Gates * layer.Units * layer.Units) with { Turns = InAllLoops(parts) };
            KernelLaunch columns =
                Each("MatrixProducts", "ColumnSums", sums * layer.GateWidth) with { Turns = InAllLoops((double)layer.Pairs / sums) };
            KernelLaunch bias = Each("GateWeights", "SumParts", layer.Gates * layer.Units) with { Turns = InAllLoops(sums) };
            return [product, weights, product, weights, columns, bias, columns, bias];
        }
    }

    /// <summary>Norm, clipping, Adam, and the weights laid out anew for the next step.</summary>
    public IReadOnlyList<KernelLaunch> Update
    {
        get
        {
            int chunks = (layer.Parameters + 4095) / 4096, packed = layer.GateWidth * layer.Units;
            return
            [
                OfGroups("GradientKernels", "Squares", chunks, 64),
                Sum(chunks),
                Each("GradientKernels", "ScaleValues", layer.Parameters),
                Each("SequenceKernels", "CopyValues", layer.Parameters),
                Each("DeviceTarget", "Update", layer.Parameters, AdamRule),
                .. Enumerable.Repeat(Each("GateWeights", "Weights", packed), 3),
                .. Enumerable.Repeat(Each("GateWeights", "Bias", layer.GateWidth), 2),
            ];
        }
    }

    private KernelLaunch LossByGroup
    {
        get
        {
            int threads = (int)Math.Min(Threads, BitOperations.RoundUpToPowerOf2((uint)layer.Units));
            PtxKernel code = compiler.Read(KernelFinder.Find("LossKernels", "RegressionByGroup"), threads);
            return new()
            {
                Name = "RegressionByGroup", Code = code, Groups = layer.Pairs, Threads = threads,
                Turns =
                    loop =>
                        code.Has(loop, InstructionKind.Barrier)
                            ? BitOperations.Log2((uint)threads)
                            : Math.Ceiling((double)layer.Units / threads),
            };
        }
    }

    private int States => layer.Cell == "lstm" ? 2 : 1;

    private static Type AdamRule => typeof(LstmGen.Adam).Assembly.GetType("LstmGen.Training.AdamRule", throwOnError: true)!;

    private static Func<PtxLoop, double> InAllLoops(double turns) => _ => turns;

    // As the runtime decides it.
    private static int Parts(int inner, int rows, int columns) =>
        (int)KernelFinder.Find("MatrixProducts", "Parts").Invoke(null, [inner, rows, columns, ProductPlan.Size])!;

    // A thread for each element.
    private KernelLaunch Each(string type, string method, long elements, Type? rule = null) => new()
    {
        Name = method, Code = compiler.Read(KernelFinder.Find(type, method, rule), Threads), Groups = (elements + Threads - 1) / Threads,
        Threads = Threads,
    };

    private KernelLaunch Sum(int count) => OfGroups("LossKernels", "SumRows", 1, Math.Ceiling(count / 64.0));

    // Groups of 64 threads that add up: each thread its values, then halves of the threads in six turns with a barrier each.
    private KernelLaunch OfGroups(string type, string method, int groups, double values)
    {
        PtxKernel code = compiler.Read(KernelFinder.Find(type, method), 64);
        return new()
        {
            Name = method, Code = code, Groups = groups, Threads = 64, Turns = loop => code.Has(loop, InstructionKind.Barrier) ? 6 : values
        };
    }

    private KernelLaunch Product(string name, int rows, int inner, int columns, int parts = 1) =>
        ProductPlan.Launch(compiler, name, rows, inner, columns, parts);
}
