using System.Globalization;
using LstmGen;
using LstmGen.Bench.Gpu;
using LstmGen.Bench.Gpu.Expected;
using LstmGen.Bench.Peers.Suite;

const string usage = """
    lstmgen-bench-gpu [--device cuda|opencl|ilgpu-cpu] [--cells lstm,gru] [--units 32,64,...] [--batches 1,16,64,256] [--modes infer,train]
        [--steps 100] [--seconds 1] [--out bench/results/gpu.jsonl]
    lstmgen-bench-gpu --steady SECONDS [--device cuda|opencl|ilgpu-cpu]     trains one network; whether speed and memory stay
    lstmgen-bench-gpu --expected sm_80,sm_90 [--out bench/results/gpu-expected.md] [--ptx FOLDER]
        what the kernels' text says without a device: instructions, registers, times that cannot be gone below; FOLDER gets the texts
    """;
try
{
    if (args is ["--help"])
    {
        Console.WriteLine(usage);
        return 0;
    }

    var options = new Options(
        args, "--device", "--units", "--batches", "--modes", "--steps", "--seconds", "--out", "--steady", "--cells", "--expected", "--ptx");
    if (options.All("--expected") is [.., var architectures])
        return ExpectedCommand.Run(architectures, options.Text("--out", "bench/results/gpu-expected.md"), options.Text("--ptx", ""));
    using GpuDevice device = GpuDevice.Open(options.Text("--device", "cuda") switch
    {
        "cuda" => GpuKind.Cuda,
        "opencl" => GpuKind.OpenCL,
        "ilgpu-cpu" => GpuKind.Simulated,
        var other => throw new ArgumentException($"--device is '{other}'; give cuda, opencl or ilgpu-cpu."),
    });
    Console.WriteLine(device.Info.Name);
    if (options.Text("--steady", "").Length > 0)
        return Steady.Run(device, options.Number("--steady", 120)) ? 0 : 1;
    var grid = new Grid(
        device, options.Number("--seconds", 1), (int)options.Number("--steps", 100),
        new ResultFile(options.Text("--out", "bench/results/gpu.jsonl")));
    grid.Run(
        options.List("--cells", "lstm,gru"), Numbers("--units", Models.Units), Numbers("--batches", Grid.Batches),
        options.List("--modes", "infer,train"));
    return 0;

    int[] Numbers(string name, IEnumerable<int> otherwise) => [.. options.List(name, string.Join(',', otherwise)).Select(word =>
        int.TryParse(word, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw new ArgumentException($"{name} has '{word}'; give numbers above 0."))];
}
catch (Exception e) when (e is ArgumentException or IOException or GpuNotFoundException or GpuMemoryException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
