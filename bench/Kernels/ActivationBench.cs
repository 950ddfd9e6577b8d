using System.Numerics.Tensors;
using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Bench.Kernels;

/// <summary>Activations of a span that lies in the first-level cache, in elements per nanosecond.</summary>
internal static class ActivationBench
{
    public static void Run()
    {
        AlignedBuffer x = new(2048), y = new(2048);
        Timing.Fill(x, 1);
        Rate("sigmoid", () => { Copy(); Activations.Sigmoid(y); });
        Rate("tanh", () => { Copy(); Activations.Tanh(y); });
        Rate("exp", () => { Copy(); Activations.Exp(y); });
        Rate("TensorPrimitives.Sigmoid", () => TensorPrimitives.Sigmoid(x, y.Span));
        Rate("TensorPrimitives.Tanh", () => TensorPrimitives.Tanh(x, y.Span));

        void Copy() => x.Span.CopyTo(y.Span);

        void Rate(string name, Action action) => Console.WriteLine($"{name,-25} {x.Length / Timing.Nanoseconds(action, 200),5:f2} per ns");
    }
}
