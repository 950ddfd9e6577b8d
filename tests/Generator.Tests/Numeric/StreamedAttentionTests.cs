using LstmGen.CompilerServices;
using LstmGen.Reference.Random;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Drawn stacks with causal self-attention: step by step they give what the whole sequence gives, from any state.</summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many are drawn: one for four of it, 12 at least.</remarks>
public class StreamedAttentionTests
{
    private const int LeastCases = 12;
    private static readonly SimdLevel[] Levels = Enum.GetValues<SimdLevel>();
    private static readonly int Count =
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish)
            ? Math.Max(LeastCases, wish / 4)
            : LeastCases;

    private static readonly RandomCase[] Cases = [.. Enumerable.Range(0, Count).Select(AttentionDraw.Streaming)];
    private static readonly CompiledModels Compiled = ModelCompiler.Compile([.. Cases.Select(drawn => drawn.Model.ToSource("Drawn"))]);

    [Fact]
    public void Steps_of_drawn_stacks_are_the_whole_sequence_and_the_references()
    {
        var faults = new List<string>();
        foreach (RandomCase drawn in Cases)
        {
            using var _ = new AtSimdLevel(Levels[drawn.Seed % Levels.Length]);
            if (Fault(drawn, Compiled.Create($"Drawn.{drawn.Model.Name}")) is { } fault)
                faults.Add($"{drawn}\n{fault}");
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults.Take(4)) + $"\n{faults.Count} of {Count}");
    }

    [Fact]
    public void A_first_part_that_was_read_as_a_batch_is_the_state_of_a_stream()
    {
        foreach (RandomCase drawn in Cases.Where(drawn => drawn.Data.Time > 1))
        {
            IRecurrentModel model = Compiled.Create($"Drawn.{drawn.Model.Name}");
            new ModelRunner(model).Load(drawn.Parameters);
            var typed = new TypedModel(model);
            var batch = new ModelBatch(drawn.Data);
            int first = batch.Time / 2, width = batch.Batch * model.Description.Heads[0].Outputs;
            LstmGen.Training.ModelWorkspace workspace = model.CreateWorkspace(training: false);
            workspace.Begin(batch.Batch, first);
            if (batch.Tokens.Length > 0)
                workspace.SetTokens(Cut(batch.Tokens, batch, first));
            else
                workspace.SetFeatures(Cut(batch.Values, batch, first));
            model.Forward(workspace);
            var state = new ModelState(model.Description, batch.Batch);
            workspace.CopyFinalState(state);
            Assert.Equal(first, state.Steps);

            TypedStream stepped = typed.CreateStream(batch.Batch), begun = typed.CreateStream(batch.Batch);
            float[] expected = new float[width], actual = new float[width];
            for (int t = 0; t < first; t++)
                stepped.Step(batch, t, expected);
            Assert.Null(
                Closeness.Difference(drawn.Model.Name, Numbers.ToDouble(stepped.State.Values), Numbers.ToDouble(state.Values), 1e-6));
            begun.State = state;
            for (int t = first; t < batch.Time; t++)
            {
                stepped.Step(batch, t, expected);
                begun.Step(batch, t, actual);
                Assert.Null(
                    Closeness.Difference($"{drawn.Model.Name} step {t}", Numbers.ToDouble(expected), Numbers.ToDouble(actual), 1e-6));
            }
        }
    }

    private static string? Fault(RandomCase drawn, IRecurrentModel model)
    {
        var runner = new ModelRunner(model);
        runner.Load(drawn.Parameters);
        ModelResult actual = runner.Run(drawn.Data);
        if (Closeness.Difference(drawn.Compute(), actual, drawn.Compute(single: true)) is { } difference)
            return difference;

        var typed = new TypedModel(model);
        var batch = new ModelBatch(drawn.Data);
        int outputs = model.Description.Heads[0].Outputs;
        var whole = new float[batch.Batch * batch.Time * outputs];
        typed.Predict(batch, whole);
        TypedStream stream = typed.CreateStream(batch.Batch), other = typed.CreateStream(batch.Batch);
        if (Steps(stream, batch, whole, 0) is { } straight)
            return straight;

        // Again after a start from the beginning, and from its middle in another stream, which has read more before.
        stream.Reset();
        Steps(other, batch, whole, 0);
        int middle = batch.Time / 2;
        if (Steps(stream, batch, whole, 0, middle) is { } again)
            return "after Reset: " + again;
        other.State = stream.State;
        return Steps(other, batch, whole, middle) is { } resumed ? "from a state: " + resumed : null;
    }

    private static string? Steps(TypedStream stream, ModelBatch batch, float[] whole, int first, int end = int.MaxValue)
    {
        int outputs = whole.Length / batch.Batch / batch.Time;
        var step = new float[batch.Batch * outputs];
        for (int t = first; t < Math.Min(end, batch.Time); t++)
        {
            stream.Step(batch, t, step);
            float[] expected = [.. Enumerable.Range(0, batch.Batch)
                .SelectMany(row => whole[(((row * batch.Time) + t) * outputs)..(((row * batch.Time) + t + 1) * outputs)])];
            if (Closeness.Difference($"step {t}", Numbers.ToDouble(expected), Numbers.ToDouble(step), 1e-6) is { } difference)
                return difference;
        }

        return null;
    }

    private static T[] Cut<T>(ReadOnlySpan<T> values, ModelBatch batch, int steps)
    {
        int row = values.Length / batch.Batch;
        var cut = new List<T>();
        for (int i = 0; i < batch.Batch; i++)
            cut.AddRange(values.Slice(i * row, row / batch.Time * steps));
        return [.. cut];
    }
}
