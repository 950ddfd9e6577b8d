using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Layers;

/// <summary>Values that stand once for each sequence, and columns of categories, through what a user calls.</summary>
public sealed class StaticInputTests
{
    private const int Steps = 6;

    private static readonly ReferenceModel Model = new(
        "Shop", new FeaturesInput(3) { Static = 2, Columns = [new(1, 5, 4), new(4, 3, 2)] }, [new LstmLayer(7), new SkipLayer(9)],
        [new RegressionHead(2) { Pooling = Pooling.EveryStep }]);

    private static readonly CompiledModels Compiled = ModelCompiler.Compile(Model.ToSource("Probes"));

    private delegate ReadOnlySpan<float> PredictOne(ReadOnlySpan<float> values, ReadOnlySpan<float> statics);

    private delegate void PredictBatch(
        ReadOnlySpan<float> values, int batch, ReadOnlySpan<float> statics, ReadOnlySpan<int> lengths, Span<float> outputs);

    private delegate void SetStatic(ReadOnlySpan<float> statics);

    private delegate void Step(ReadOnlySpan<float> values, Span<float> outputs);

    [Fact]
    public void Sequences_batches_and_streams_give_the_same()
    {
        (IRecurrentModel model, float[] values, float[] statics) = Create(batch: 3);
        float[] outputs = new float[3 * Steps * 2], again = new float[3 * Steps * 2];
        Bind<PredictBatch>(model, "Predict")(values, 3, statics, [], outputs);
        var one = Bind<PredictOne>(model, "Predict");
        for (int row = 0; row < 3; row++)
            Assert.Equal(
                outputs.AsSpan(row * Steps * 2, Steps * 2), one(values.AsSpan(row * Steps * 3, Steps * 3), statics.AsSpan(row * 2, 2)));

        object stream = model.GetType().GetMethod("CreateStream")!.Invoke(model, [1])!;
        for (int row = 0; row < 3; row++)
        {
            stream.GetType().GetMethod("Reset")!.Invoke(stream, null);
            Bind<SetStatic>(stream, "SetStatic")(statics.AsSpan(row * 2, 2));
            for (int t = 0; t < Steps; t++)
                Bind<Step>(stream, "Step")(values.AsSpan((row * Steps + t) * 3, 3), again.AsSpan((row * Steps + t) * 2, 2));
        }

        Assert.Equal(outputs, again);
        Parallel.For(0, 8, _ =>
        {
            float[] own = new float[outputs.Length];
            Bind<PredictBatch>(model, "Predict")(values, 3, statics, [], own);
            Assert.Equal(outputs, own);
        });
    }

    [Fact]
    public void A_set_gives_what_the_values_give_and_its_parts_keep_theirs()
    {
        (IRecurrentModel model, float[] values, float[] statics) = Create(batch: 4);
        float[] outputs = new float[4 * Steps * 2];
        Bind<PredictBatch>(model, "Predict")(values, 4, statics, [], outputs);
        SequenceSet set = SequenceSet.FromFeatures(values, 3, [Steps, Steps, Steps, Steps]).WithStatic(statics, 2);
        ModelWorkspace workspace = model.CreateWorkspace(training: false);
        float[] loaded = new float[outputs.Length];
        workspace.Load(SequenceSet.Join(set.Take(..1), set.Subset([1, 2, 3])), [0, 1, 2, 3]);
        model.Forward(workspace);
        workspace.Heads[0].CopyOutputs(loaded);
        Assert.Equal(outputs, loaded);
    }

    [Fact]
    public void Training_learns_the_vectors_of_both_kinds_of_columns()
    {
        (IRecurrentModel model, float[] values, float[] statics) = Create(batch: 8);
        float[] targets = [.. Enumerable.Range(0, 8 * Steps * 2).Select(i => (i % 7) - 3f)];
        SequenceSet set =
            SequenceSet.FromFeatures(values, 3, [.. Enumerable.Repeat(Steps, 8)]).WithStatic(statics, 2).WithStepValues(targets, 2);
        float[] before = model.Parameters.Read("embedding.weight").ToArray(), second = model.Parameters.Read("embedding2.weight").ToArray();
        History history = model.Fit(set, new FitOptions { Epochs = 20, BatchSize = 4, Optimizer = new Adam(1e-2) });
        Assert.True(history.Epochs[^1].TrainLoss < history.Epochs[0].TrainLoss);
        Assert.NotEqual(before, model.Parameters.Read("embedding.weight").ToArray());
        Assert.NotEqual(second, model.Parameters.Read("embedding2.weight").ToArray());
        Assert.Equal(
            "Shop reads 2 values per sequence, the set has 0. Add them with SequenceSet.WithStatic. (Parameter 'set')",
            Assert.Throws<ArgumentException>(
                () =>
                    model.Fit(
                        SequenceSet.FromFeatures(values, 3, [.. Enumerable.Repeat(Steps, 8)]).WithStepValues(targets, 2),
                        new FitOptions { Epochs = 1 })).Message);
    }

    [Theory]
    [InlineData(7, 2.5f, "Sequence 0, step 2, column 1: category 2.5 is no whole number.")]
    [InlineData(4 + 18, 5f, "Sequence 1, step 1, column 1: category 5 is outside 0..4.")]
    [InlineData(1 + 18, -1f, "Sequence 1, step 0, column 1: category -1 is outside 0..4.")]
    public void A_value_that_is_no_category_is_named(int place, float value, string message)
    {
        (IRecurrentModel model, float[] values, float[] statics) = Create(batch: 2);
        values[place] = value;
        var error =
            Assert.Throws<ArgumentException>(() => Bind<PredictBatch>(model, "Predict")(values, 2, statics, [], new float[2 * Steps * 2]));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "[Embedding(5, ..., Column = 1)], 'embedding': give categories from 0 to 4, not scaled, or declare more of them", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_category_that_is_no_number_is_named()
    {
        (IRecurrentModel model, float[] values, float[] statics) = Create(batch: 2);
        values[1] = float.NaN;
        var error =
            Assert.Throws<ArgumentException>(() => Bind<PredictBatch>(model, "Predict")(values, 2, statics, [], new float[2 * Steps * 2]));
        Assert.StartsWith("features[0, 0, 1] (row, step, feature) is NaN;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_per_sequence_that_are_wrong_or_missing_are_named()
    {
        (IRecurrentModel model, float[] values, float[] statics) = Create(batch: 2);
        var predict = Bind<PredictBatch>(model, "Predict");
        float[] outputs = new float[2 * Steps * 2], wrong = [.. statics];
        wrong[3] = 3;
        Assert.StartsWith(
            "Sequence 1, column 4: category 3 is outside 0..2.",
            Assert.Throws<ArgumentException>(() => predict(values, 2, wrong, [], outputs)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "values has 3 values; 2 rows x 2 values per sequence = 4 are needed.",
            Assert.Throws<ArgumentException>(() => predict(values, 2, statics.AsSpan(..3), [], outputs)).Message, StringComparison.Ordinal);
        object stream = model.GetType().GetMethod("CreateStream")!.Invoke(model, [1])!;
        Assert.Equal(
            "Shop reads 2 values per sequence, and none were set. Call SetStatic before the steps are set.",
            Assert.Throws<InvalidOperationException>(() => Bind<Step>(stream, "Step")(values.AsSpan(..3), new float[2])).Message);
    }

    private static (IRecurrentModel Model, float[] Values, float[] Statics) Create(int batch)
    {
        Probe probe = Probe.Of(Model, batch, Steps);
        return (probe.Create(Compiled), Numbers.ToSingle(probe.Data.Values!), Numbers.ToSingle(probe.Data.Static!));
    }

    private static T Bind<T>(object target, string name)
        where T : Delegate =>
        target.GetType()
            .GetMethod(
                name, [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)])!.CreateDelegate<T>(
                    target);
}
