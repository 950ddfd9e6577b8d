using System.Diagnostics;
using LstmGen.Samples.Forecast;
using LstmGen.Training;
using LstmGen.Kernels;

var series = new float[1000];
for (int i = 0; i < 1000; i++) series[i] = MathF.Sin(100f * i / 999f);
var x = new float[990 * 10]; var y = new float[990];
for (int i = 0; i < 990; i++) { Array.Copy(series, i, x, i * 10, 10); y[i] = series[i + 10]; }
var model = new SineForecaster(1);
Console.WriteLine(model.Describe());
var ws = model.CreateWorkspace(true);
var g = new AlignedBuffer(model.Parameters.Count);
var adam = new Adam(0.01f);
for (int epoch = 0; epoch < 100; epoch++)
{
    long t0 = Stopwatch.GetTimestamp();
    ws.Begin(990, 10);
    ws.SetFeatures(x);
    ws.Head.SetTargets(y);
    model.Forward(ws);
    double loss = model.Loss(ws);
    g.Clear();
    model.Backward(ws, g);
    adam.Step(model.Parameters.Write(), g.Span[..model.Parameters.Count]);
    if (epoch % 10 == 9) Console.WriteLine($"{epoch} {loss:g5} {Stopwatch.GetElapsedTime(t0).TotalMilliseconds:f2} ms");
}
