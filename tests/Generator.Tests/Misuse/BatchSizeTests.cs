using LstmGen.Training;

namespace LstmGen.Generator.Tests.Misuse;

/// <summary>
/// Batches whose buffers no array can hold were a bare OverflowException, after which the workspace had the new batch and the old buffers.
/// </summary>
public sealed class BatchSizeTests
{
    private const string Source = """
        using LstmGen;
        namespace Sizes;

        [RecurrentModel, Features(3), Lstm(4), Regression(1)]
        public partial class Values;

        [RecurrentModel, Embedding(2, 4096), Rnn(8), Regression(1)]
        public partial class Tokens;

        [RecurrentModel, Embedding(2, 8), Rnn(8), Classification(4096, Pooling = Pooling.EveryStep)]
        public partial class Wide;

        [RecurrentModel, Features(1), Conv1d(4096, 3), Rnn(8), Regression(1)]
        public partial class Convolved;
        """;

    private static readonly CompiledModels Compiled = ModelCompiler.Compile(Source);

    [Theory]
    [InlineData("Values", int.MaxValue, 2)] // the product is negative in 32 bits
    [InlineData("Values", 1 << 16, 1 << 16)] // and 0
    [InlineData("Values", 92_682, 46_341)] // and a small one
    [InlineData("Values", 1, int.MaxValue)]
    [InlineData("Tokens", 1 << 16, 1 << 16)]
    [InlineData("Tokens", 1 << 10, 1 << 10)] // the vectors of all tokens
    [InlineData("Wide", 1 << 10, 1 << 10)] // the outputs
    [InlineData("Convolved", 1 << 10, 1 << 10)]
    public void A_batch_that_is_too_large_is_an_error_that_names_its_sizes_and_the_way_out(string name, int batch, int steps)
    {
        IRecurrentModel model = Compiled.Create("Sizes." + name, 1);
        foreach (bool training in new[] { false, true })
        {
            ModelWorkspace workspace = model.CreateWorkspace(training);
            string message = Assert.Throws<ArgumentException>(() => workspace.Begin(batch, steps)).Message;
            Assert.Contains($"{batch} rows x {steps} steps of {name}", message, StringComparison.Ordinal);
            Assert.Contains("Give fewer rows at once", message, StringComparison.Ordinal);
            int[] lengths = new int[Math.Min(batch, 1 << 16)];
            lengths.AsSpan().Fill(steps);
            lengths[^1] = 3;
            if (lengths.Length == batch)
                Assert.Contains(
                    $"{batch} rows x {steps} steps", Assert.Throws<ArgumentException>(() => workspace.Begin(batch, steps, lengths)).Message,
                    StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Values")]
    [InlineData("Tokens")]
    [InlineData("Wide")]
    [InlineData("Convolved")]
    public void After_such_a_batch_nothing_can_be_computed_until_the_next_which_is_right(string name)
    {
        IRecurrentModel model = Compiled.Create("Sizes." + name, 1);
        ModelWorkspace workspace = model.CreateWorkspace(training: false), other = model.CreateWorkspace(training: false);
        Assert.Contains(
            "holds no batch", Assert.Throws<InvalidOperationException>(() => model.Forward(workspace)).Message, StringComparison.Ordinal);
        float[] expected = Outputs(model, other);
        Assert.Equal(expected, Outputs(model, workspace));
        bool early = name == "Values";
        Assert.Throws<ArgumentException>(() => workspace.Begin(early ? 1 << 20 : 1 << 10, 1 << 12));
        if (!early) // where it is said before anything was changed the batch at hand is still there
            Assert.Throws<InvalidOperationException>(() => model.Forward(workspace));
        Assert.Equal(expected, Outputs(model, workspace));
    }

    [Fact]
    public void Wrong_lengths_leave_the_batch_at_hand()
    {
        IRecurrentModel model = Compiled.Create("Sizes.Values", 1);
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        float[] expected = Outputs(model, workspace);
        Assert.Throws<ArgumentException>(() => workspace.Begin(40, 5, new int[40]));
        Assert.Throws<ArgumentException>(() => workspace.Begin(40, 5, [5, 6]));
        Assert.Throws<ArgumentException>(() => workspace.Begin(2, 5, [5, 6]));
        model.Forward(workspace);
        var outputs = new float[expected.Length];
        workspace.Heads[0].CopyOutputs(outputs);
        Assert.Equal(expected, outputs);
    }

    private static float[] Outputs(IRecurrentModel model, ModelWorkspace workspace)
    {
        workspace.Begin(2, 5, [5, 4]);
        if (model.Description.Features > 0)
            workspace.SetFeatures([.. Enumerable.Range(0, 10 * model.Description.Features).Select(i => MathF.Sin(i))]);
        else
            workspace.SetTokens([0, 1, 1, 0, 1, 1, 1, 0, 1, 0]);
        model.Forward(workspace);
        HeadWorkspace head = workspace.Heads[0];
        var outputs = new float[head.Rows * head.Info.Outputs];
        head.CopyOutputs(outputs);
        return outputs;
    }
}
