using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Predict, streams, states, and files of emitted models.</summary>
public class PredictionTests(Probes probes) : IClassFixture<Probes>
{
    public static TheoryData<string> Names => Probes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_gives_what_its_rows_give_alone(string name)
    {
        var (model, batch, outputs) = Predicted(name);
        int width = outputs.Length / batch.Batch;
        for (int row = 0; row < batch.Batch; row++)
        {
            ModelBatch alone = new(Row(Probes.Get(name).Data, row));
            float[] single = model.PredictOne(alone).ToArray();
            Close($"row {row}", outputs[(row * width)..((row * width) + single.Length)], single);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Several_threads_can_predict_on_one_model(string name)
    {
        var (model, batch, expected) = Predicted(name);
        var results = new float[6][];
        Parallel.For(0, results.Length, new ParallelOptions { MaxDegreeOfParallelism = results.Length }, i =>
        {
            results[i] = new float[expected.Length];
            for (int round = 0; round < 20; round++)
                model.Predict(batch, results[i]);
        });
        Assert.All(results, result => Assert.Equal(Valid(name, expected), Valid(name, result)));
    }

    // Tests of streams look at those of the models only that stream.
    [Fact]
    public void Models_that_stream_are_those_that_say_so() =>
        Assert.Equal(
            ((IEnumerable<object[]>)Names).Select(row => (string)row[0])
                .Where(name => new TypedModel(Probes.Get(name).Create(probes.Models)).Streams),
            ((IEnumerable<object[]>)Probes.NamesOfStreams).Select(row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Names))]
    public void Streamed_steps_are_the_sequence_at_once(string name)
    {
        Probe probe = Probes.Get(name);
        IRecurrentModel model = probe.Create(probes.Models);
        var typed = new TypedModel(model);
        if (!typed.Streams)
        {
            Assert.Contains(
                "cannot stream", Assert.Throws<NotSupportedException>(() => typed.CreateStream(1)).Message, StringComparison.Ordinal);
            return;
        }

        ReferenceData data = probe.Data with { Lengths = null };
        var batch = new ModelBatch(data);
        HeadInfo head = model.Description.Heads[0];
        TypedStream stream = typed.CreateStream(batch.Batch);
        var step = new float[batch.Batch * head.Outputs];
        for (int round = 0; round < 2; round++)
        {
            for (int t = 0; t < batch.Time; t++)
            {
                stream.Step(batch, t, step);
                int steps = head.EveryStep ? batch.Time : t + 1;
                var whole = new float[batch.Batch * (head.EveryStep ? steps : 1) * head.Outputs];
                typed.Predict(new ModelBatch(Prefix(data, steps)), whole);
                float[] expected = head.EveryStep
                    ? [.. Enumerable.Range(0, batch.Batch)
                        .SelectMany(row => whole[(((row * steps) + t) * head.Outputs)..(((row * steps) + t + 1) * head.Outputs)])]
                    : whole;
                Close($"step {t}", expected, step);
            }

            stream.Reset();
        }
    }

    [Theory]
    [MemberData(nameof(Probes.NamesOfStreams), MemberType = typeof(Probes))]
    public void A_stream_goes_on_from_a_state_that_was_read(string name)
    {
        Probe probe = Probes.Get(name);
        var typed = new TypedModel(probe.Create(probes.Models));
        var batch = new ModelBatch(probe.Data with { Lengths = null });
        int width = batch.Batch * typed.Model.Description.Heads[0].Outputs;
        float[] straight = new float[width], resumed = new float[width];
        TypedStream first = typed.CreateStream(batch.Batch), second = typed.CreateStream(batch.Batch);
        for (int t = 0; t < batch.Time / 2; t++)
            first.Step(batch, t, straight);
        second.State = first.State;
        for (int t = batch.Time / 2; t < batch.Time; t++)
        {
            first.Step(batch, t, straight);
            second.Step(batch, t, resumed);
            Assert.Equal(straight, resumed);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_model_loads_bit_for_bit(string name)
    {
        var (model, batch, outputs) = Predicted(name);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");
        try
        {
            model.Save(path);
            TypedModel loaded = model.Load(path);
            Assert.Equal(model.Model.Parameters.Read().ToArray(), loaded.Model.Parameters.Read().ToArray());
            var again = new float[outputs.Length];
            loaded.Predict(batch, again);
            Assert.Equal(Valid(name, outputs), Valid(name, again));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Written_parameters_are_seen_by_the_next_prediction(string name)
    {
        var (model, batch, before) = Predicted(name);
        model.Model.Parameters.Update(Halve);
        var after = new float[before.Length];
        model.Predict(batch, after);
        Assert.NotEqual(Valid(name, before), Valid(name, after));
    }

    private static void Halve(Span<float> values)
    {
        foreach (ref float value in values)
            value *= 0.5f;
    }

    private (TypedModel Model, ModelBatch Batch, float[] Outputs) Predicted(string name)
    {
        Probe probe = Probes.Get(name);
        var typed = new TypedModel(probe.Create(probes.Models));
        HeadInfo head = typed.Model.Description.Heads[0];
        var outputs = new float[probe.Data.Batch * (head.EveryStep ? probe.Data.Time : 1) * head.Outputs];
        var batch = new ModelBatch(probe.Data);
        typed.Predict(batch, outputs);
        return (typed, batch, outputs);
    }

    // Outputs past a row's end mean nothing.
    private static float[] Valid(string name, float[] outputs)
    {
        ReferenceData data = Probes.Get(name).Data;
        if (!Probes.Get(name).Declaration.Heads[0].EveryStep)
            return outputs;
        int width = outputs.Length / (data.Batch * data.Time);
        return [.. Enumerable.Range(0, data.Batch)
            .SelectMany(row => outputs[(row * data.Time * width)..(((row * data.Time) + data.LengthOf(row)) * width)])];
    }

    private static ReferenceData Row(ReferenceData data, int row) => Prefix(
        data with
        {
            Batch = 1, Lengths = null,
            Values = data.Values?[(row * data.Values.Length / data.Batch)..((row + 1) * data.Values.Length / data.Batch)],
            Ids = data.Ids?[(row * data.Time)..((row + 1) * data.Time)],
        },
        data.LengthOf(row));

    private static ReferenceData Prefix(ReferenceData data, int steps)
    {
        T[] Cut<T>(T[] values) => [.. values.Chunk(values.Length / data.Batch).SelectMany(row => row[..(row.Length / data.Time * steps)])];
        return data with { Time = steps, Values = data.Values is null ? null : Cut(data.Values),
            Ids = data.Ids is null ? null : Cut(data.Ids) };
    }

    private static void Close(string what, float[] expected, float[] actual) =>
        Assert.Null(Closeness.Difference(what, Numbers.ToDouble(expected), Numbers.ToDouble(actual), 1e-6));
}
