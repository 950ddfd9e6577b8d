using LstmGen.Bench.Kernels;
using LstmGen.CompilerServices;

// dotnet run -c Release [gemm] [gradient] [activations] [read] [other]
Console.WriteLine($"level {Simd.Level}, multiply-add peak at 256 bits {Peak.Gflops():f0} GFLOP/s on one core");
if (args.Length == 0 || args.Contains("gemm")) GemmBench.Run();
if (args.Length == 0 || args.Contains("gradient")) GradientBench.Run();
if (args.Length == 0 || args.Contains("activations")) ActivationBench.Run();
if (args.Length == 0 || args.Contains("read")) ReadBench.Run();
if (args.Length == 0 || args.Contains("other")) OtherBench.Run();
