using LstmGen;

var model = new Forecaster(seed: 1);
using GpuDevice device = GpuDevice.Open(GpuKind.Simulated);
using Forecaster.GpuModel gpu = model.To(device);
float difference = MathF.Abs(gpu.Predict([0.1f, 0.2f])[0] - model.Predict([0.1f, 0.2f])[0]);
Console.WriteLine($"gpu: {(difference < 1e-5f ? "agrees" : $"differs by {difference}")}");

[RecurrentModel(Backends = Backends.Simd | Backends.Ilgpu)]
[Features(1)]
[Lstm(8)]
[Regression(1)]
public partial class Forecaster;
