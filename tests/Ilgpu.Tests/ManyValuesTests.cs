using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Running;

namespace LstmGen.Ilgpu.Tests;

/// <summary>A cell of more values per unit than the layouts of weights name: gates that another product reads, and weights.</summary>
public class ManyValuesTests
{
    private const string Source = """
        using LstmGen;
        using static LstmGen.Equations;
        [Cell] public static class Many
        {
            static float Product(float p, float q, float r, float s, float x, float y, float u, float w) => p * u + q * w + r * s + x * y;
            public static void Step(
                [Gate] float p, [Gate] float q, [Gate] float r, [Gate] float s, [Gate] float x, [Gate] float y,
                [Gate(Of = "Product")] float n, [Weight] float u, [Weight] float w, ref float h) =>
                h = Tanh(n * (p + q + r + s + x + y)) * u + w * h;
        }
        """;

    private static readonly EquationCell Cell = new()
    {
        TypeName = "Many",
        Gates =
        [
            .. new[] { "p", "q", "r", "s", "x", "y" }.Select(name => new EquationGate(name)),
            new EquationGate("n", Input: true, Hidden: false, Other: true),
        ],
        Weights = ["u", "w"],
        Other = (t, v) => t.Add(
            t.Add(t.Multiply(v("p"), v("u")), t.Multiply(v("q"), v("w"))), t.Add(t.Multiply(v("r"), v("s")), t.Multiply(v("x"), v("y")))),
        Step = (t, v) =>
        {
            Var sum = t.Add(t.Add(t.Add(v("p"), v("q")), t.Add(v("r"), v("s"))), t.Add(v("x"), v("y")));
            return [t.Add(t.Multiply(t.Tanh(t.Multiply(v("n"), sum)), v("u")), t.Multiply(v("w"), v("h")))];
        },
    };

    [Fact]
    public void Gradients_on_both_targets_are_those_of_the_naive_version()
    {
        Probe probe = Probe.Of(Probe.Features("OfMany", 3, new EquationLayer(9, Cell), new RegressionHead(2)), 4, 4, [4, 1, 3, 2]);
        probe = probe with { Declaration = probe.Declaration with { Backends = Backends.Simd | Backends.Ilgpu } };
        using CompiledModels models = ModelCompiler.Compile(Source, probe.Source, Gpus.Wanted);
        ReferenceResult expected = ReferenceRun.Compute(probe.Declaration, probe.Parameters, probe.Data);
        Assert.Null(Closeness.Difference(expected, new ModelRunner(probe.Create(models)).Run(probe.Data)));
        IRecurrentModel onDevice = Gpus.Put(probe.Create(models), TestDevice.Shared);
        using var _ = (IDisposable)onDevice;
        Assert.Null(Closeness.Difference(expected, new ModelRunner(onDevice).Run(probe.Data)));
    }
}
