namespace LstmGen.Generator.Tests.Layers;

/// <summary>After a convolution a sequence has other steps than the input: in the table, in comments and in what Predict gives.</summary>
public sealed class StridedShapeTests
{
    private static readonly CompiledModels Compiled = ModelCompiler.Compile("""
        using LstmGen;
        namespace Strided;

        [RecurrentModel, Features(2)]
        [Conv1d(4, 3)]
        [Conv1d(4, 2, Stride = 2)]
        [Lstm(8)]
        [Dropout(0.5f)]
        [Regression(3, Pooling = Pooling.EveryStep)]
        public partial class One
        {
            public static float[] Call(One m, float[] x) => m.Predict(x).ToArray();
        }

        [RecurrentModel, Features(2)]
        [Conv1d(4, 3, Stride = 2, Padding = Padding.Same)]
        [Tagging(3, Name = "tags")]
        [Classification(2, Name = "kind")]
        public partial class Two
        {
            public static float[][] Call(Two m, float[] x) { var p = m.Predict(x); return [p.Tags.ToArray(), p.Kind.ToArray()]; }
        }
        """);

    [Fact]
    public void The_table_shows_how_many_steps_are_left()
    {
        string table = Compiled.Create("Strided.One").Description.Table;
        foreach (string shape in new[] { "[B, T - 2, 4]", "[B, (T - 2) / 2, 4]", "[B, (T - 2) / 2, 8]", "[B, (T - 2) / 2, 3]" })
            Assert.Contains(shape, table, StringComparison.Ordinal);
        Assert.Contains("[B, (T + 1) / 2, 4]", Compiled.Create("Strided.Two").Description.Table, StringComparison.Ordinal);
        Assert.Contains("[(T - 2) / 2, 3]", Compiled.Part("One", "Model"), StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_gives_as_many_steps()
    {
        for (int steps = 4; steps < 12; steps++)
        {
            float[] x = [.. Enumerable.Range(0, steps * 2).Select(i => MathF.Sin(i))];
            Assert.Equal((steps - 2) / 2 * 3, ((float[])Call("One", x)).Length);
            var two = (float[][])Call("Two", x);
            Assert.Equal(((steps + 1) / 2 * 3, 2), (two[0].Length, two[1].Length));
            Assert.Equal((steps + 1) / 2, two[0].Sum(), 1e-4f); // probabilities at every step
        }
    }

    private static object Call(string name, float[] x)
    {
        IRecurrentModel model = Compiled.Create($"Strided.{name}");
        return model.GetType().GetMethod("Call")!.Invoke(null, [model, x])!;
    }
}
