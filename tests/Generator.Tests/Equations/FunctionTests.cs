using System.Reflection;
using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>
/// Each function of <see cref="LstmGen.Equations"/>, as a cell computes it and as C# does: values are those of the definition, derivatives
/// those of central differences, and where a function has a corner those that the docs choose.
/// </summary>
public sealed class FunctionTests(FunctionTests.Models models) : IClassFixture<FunctionTests.Models>
{
    private const double Step = 1e-5, Tolerance = 2e-6;

    private static readonly SimdLevel[] Levels = Enum.GetValues<SimdLevel>();

    private static readonly double[] Points = [-7.3, -3.4, -2.6, -1.3, -0.9, -0.4, -0.06, 0.03, 0.2, 0.7, 1.2, 1.9, 2.8, 3.3, 6.1];

    private static readonly double[][] Pairs =
        [.. from x in Points from y in new[] { -1.7, -0.35, 0.15, 0.55, 1.6 } select new[] { x, y }];

    private static readonly Dictionary<string, Function> All = new()
    {
        ["Sigmoid"] = new(x => Sigmoid(x[0]), One(Points)),
        ["Tanh"] = new(x => Math.Tanh(x[0]), One(Points)),
        ["Relu"] = new(x => Math.Max(x[0], 0), One(Points), new Corner([0], [0])),
        ["Exp"] = new(x => Math.Exp(x[0]), One(Points)),
        ["Log"] = new(x => Math.Log(x[0]), One([.. Points.Where(x => x > 0)])),
        ["Log1p"] = new(x => Math.Log(1 + x[0]), One([.. Points.Where(x => x > -0.95)])),
        ["Softplus"] = new(x => Math.Log(1 + Math.Exp(x[0])), One(Points)),
        ["Sqrt"] = new(x => Math.Sqrt(x[0]), One([.. Points.Where(x => x > 0)])),
        ["Abs"] = new(x => Math.Abs(x[0]), One(Points), new Corner([0], [0])),
        ["Min"] = new(x => Math.Min(x[0], x[1]), Pairs, new Corner([1.5, 1.5], [1, 0])),
        ["Max"] = new(x => Math.Max(x[0], x[1]), Pairs, new Corner([1.5, 1.5], [1, 0])),
        ["LogSigmoid"] = new(x => Math.Log(Sigmoid(x[0])), One(Points)),
        ["Square"] = new(x => x[0] * x[0], One(Points)),
        ["Clamp"] = new(
            x => Math.Min(Math.Max(x[0], x[1]), x[2]), [.. Points.Select(x => new[] { x, -1.1, 1.4 })],
            new Corner([-1, -1, 2], [1, 0, 0]), new Corner([2, -1, 2], [1, 0, 0])),
        ["Pow"] = new(x => Math.Pow(x[0], x[1]), [.. Pairs.Where(pair => pair[0] > 0)]),
        ["Silu"] = new(x => x[0] * Sigmoid(x[0]), One(Points)),
        ["Softsign"] = new(x => x[0] / (1 + Math.Abs(x[0])), One(Points), new Corner([0], [1])),
        ["LeakyRelu"] = new(x => x[0] > 0 ? x[0] : x[1] * x[0], Pairs, new Corner([0, 0.25], [0.25, 0])),
        ["Elu"] = new(x => x[0] > 0 ? x[0] : Math.Exp(x[0]) - 1, One(Points), new Corner([0], [1])),
        ["HardSigmoid"] =
            new(x => Math.Clamp(x[0] / 6 + 0.5, 0, 1), One(Points), new Corner([-3], [1 / 6.0]), new Corner([3], [1 / 6.0])),
        ["HardTanh"] = new(x => Math.Clamp(x[0], -1, 1), One(Points), new Corner([-1], [1]), new Corner([1], [1])),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Fact]
    public void Every_function_is_here() =>
        Assert.Equal(
            typeof(LstmGen.Equations).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).Order(),
            All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_of_plain_calls_are_those_of_the_definition(string name)
    {
        MethodInfo method = typeof(LstmGen.Equations).GetMethod(name)!;
        foreach (double[] x in All[name].Everywhere)
            Close(All[name].Value(x), (float)method.Invoke(null, [.. x.Select(one => (object)(float)one)])!, $"{name}({Text(x)})");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_and_derivatives_of_a_cell_are_those_of_the_definition(string name)
    {
        Function function = All[name];
        double[][] inputs = function.Everywhere;
        foreach (SimdLevel level in Levels)
        {
            using AtSimdLevel _ = new(level);
            (float[] values, float[][] derivatives) = Run(models.Compiled.Create($"Functions.{name}Model"), inputs);
            for (int i = 0; i < inputs.Length; i++)
            {
                string what = $"{level}: {name}({Text(inputs[i])})";
                Close(function.Value(inputs[i]), values[i], what);
                for (int k = 0; k < inputs[i].Length; k++)
                    Close(function.Derivative(inputs[i], k), derivatives[k][i], $"{what}, derivative by argument {k}");
            }
        }
    }

    // One unit for each input: the gates are their biases, since all other weights are 0.
    private static (float[] Values, float[][] Derivatives) Run(IRecurrentModel model, double[][] inputs)
    {
        int arguments = inputs[0].Length, units = inputs.Length;
        ParameterInfo bias =
            model.Description.Parameters.Single(parameter => parameter.Name.Contains("bias", StringComparison.Ordinal));
        Assert.Equal(arguments * units, bias.Length);
        float[] parameters = new float[model.Parameters.Count];
        for (int k = 0; k < arguments; k++)
        {
            for (int i = 0; i < units; i++)
                parameters[bias.Offset + k * units + i] = (float)inputs[i][k];
        }

        model.Parameters.Set(parameters);
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        workspace.Begin(1, 1);
        workspace.SetFeatures([0f]);
        model.Forward(workspace);
        float[] values = new float[units];
        workspace.Heads[0].CopyOutputs(values);
        workspace.Heads[0].SetOutputGradients([.. Enumerable.Repeat(1f, units)]);
        var gradients = new AlignedBuffer(model.Parameters.Count);
        model.Backward(workspace, gradients);
        float[] all = gradients.Span.ToArray();
        return (values, [.. Enumerable.Range(0, arguments).Select(k => all.AsSpan(bias.Offset + k * units, units).ToArray())]);
    }

    private static void Close(double expected, float actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{what} is {actual:R}, not {expected:R}");

    private static string Text(double[] x) => string.Join(", ", x);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double[][] One(double[] points) => [.. points.Select(point => new[] { point })];

    /// <summary>A cell and a model of each function, compiled once.</summary>
    public sealed class Models : IDisposable
    {
        internal CompiledModels Compiled { get; } = ModelCompiler.Compile([.. All.Select(one => Source(one.Key, one.Value))]);

        public void Dispose() => Compiled.Dispose();

        private static string Source(string name, Function function)
        {
            string[] arguments = [.. "abc"[..function.Everywhere[0].Length].Select(letter => $"{letter}")];
            string gates = string.Join(", ", arguments.Select(one => $"[Gate(Reads = Reads.Input)] float {one}"));
            return $$"""
                using LstmGen;
                namespace Functions;
                [Cell]
                public static class {{name}}Cell
                {
                    public static void Step({{gates}}, out float h) =>
                        h = Equations.{{name}}({{string.Join(", ", arguments)}});
                }
                [RecurrentModel, Features(1), Cell(typeof({{name}}Cell), {{function.Everywhere.Length}}), SequenceOutput]
                public partial class {{name}}Model;
                """;
        }
    }

    private sealed record Corner(double[] At, double[] Derivatives);

    private sealed record Function(Func<double[], double> Of, double[][] Points, params Corner[] Corners)
    {
        public double[][] Everywhere { get; } = [.. Points.Select(Rounded), .. Corners.Select(corner => corner.At)];

        public double Value(double[] x) => Of(x);

        public double Derivative(double[] x, int argument)
        {
            if (Corners.FirstOrDefault(corner => corner.At.SequenceEqual(x)) is { } here)
                return here.Derivatives[argument];
            double[] above = [.. x], below = [.. x];
            above[argument] += Step;
            below[argument] -= Step;
            return (Of(above) - Of(below)) / (2 * Step);
        }

        private static double[] Rounded(double[] x) => [.. x.Select(one => (double)(float)one)];
    }
}
