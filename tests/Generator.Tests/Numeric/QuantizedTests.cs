using LstmGen.CompilerServices;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Predictions and streams with weights of fewer bits.</summary>
public class QuantizedTests(Probes probes) : IClassFixture<Probes>
{
    private static readonly SimdLevel[] Levels = Enum.GetValues<SimdLevel>();

    public static TheoryData<string> Names => Probes.Names;

    // A table that the head multiplies by is read as floats by the look-up and in 16 bits by the head: no float model is the same.
    [Theory]
    [MemberData(nameof(Probes.NamesOfOwnTables), MemberType = typeof(Probes))]
    public void Bfloat16_gives_the_bits_of_a_float_model_with_rounded_weights(string name)
    {
        foreach (SimdLevel level in Levels)
        {
            using var _ = new AtSimdLevel(level);
            (TypedModel quantized, TypedModel rounded) = (Create(name), Create(name));
            Round(rounded.Model.Parameters);
            quantized.Model.Quantize(WeightPrecision.BFloat16);
            Assert.Equal(Outputs(rounded, name), Outputs(quantized, name));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_do_not_change_the_bits(string name)
    {
        foreach (WeightPrecision precision in Enum.GetValues<WeightPrecision>())
        {
            TypedModel model = Create(name);
            model.Model.Quantize(precision);
            float[][] results = [.. new[] { 1, 2, 4 }.Select(threads =>
            {
                using var _ = new WithThreads(threads);
                return Outputs(model, name);
            })];
            Assert.Equal(results[0], results[1]);
            Assert.Equal(results[0], results[2]);
        }
    }

    [Theory]
    [MemberData(nameof(Probes.NamesOfStreams), MemberType = typeof(Probes))]
    public void Streamed_steps_are_the_sequence_at_once(string name)
    {
        foreach (WeightPrecision precision in Enum.GetValues<WeightPrecision>())
        {
            TypedModel model = Create(name);
            model.Model.Quantize(precision);
            var batch = new ModelBatch(Probes.Get(name).Data with { Lengths = null });
            HeadInfo head = model.Model.Description.Heads[0];
            float[] whole = new float[Size(model, batch)], step = new float[batch.Batch * head.Outputs];
            model.Predict(batch, whole);
            TypedStream stream = model.CreateStream(batch.Batch);
            for (int t = 0; t < batch.Time; t++)
                stream.Step(batch, t, step);
            int rows = head.EveryStep ? batch.Time : 1;
            float[] last = [.. whole.Chunk(rows * head.Outputs).SelectMany(row => row[^head.Outputs..])];
            Assert.Null(Closeness.Difference($"{precision}", Numbers.ToDouble(last), Numbers.ToDouble(step), 1e-6));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Int8_stays_near_the_floats(string name)
    {
        TypedModel model = Create(name);
        float[] exact = Outputs(model, name);
        model.Model.Quantize(WeightPrecision.Int8);
        float[] rough = Outputs(model, name);
        double difference = Math.Sqrt(exact.Zip(rough).Average(pair => Math.Pow(pair.First - pair.Second, 2))),
            size = Math.Sqrt(exact.Average(value => (double)value * value));
        Assert.InRange(
            difference / size, 1e-7, 0.1); // layers of few units, whose roundings do not average out; layer normalization enlarges them
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_quantized_model_allocates_nothing(string name)
    {
        foreach (WeightPrecision precision in Enum.GetValues<WeightPrecision>())
        {
            TypedModel model = Create(name);
            model.Model.Quantize(precision);
            var batch = new ModelBatch(Probes.Get(name).Data);
            float[] outputs = new float[Size(model, batch)], step = new float[batch.Batch * model.Model.Description.Heads[0].Outputs];
            using var _ = new WithThreads(1);
            Assert.Equal(0, Allocated(() => model.Predict(batch, outputs)));
            if (!model.Streams)
                continue;
            TypedStream stream = model.CreateStream(batch.Batch);
            Assert.Equal(0, Allocated(() => stream.Step(batch, 0, step)));
        }
    }

    [Theory]
    [MemberData(nameof(Probes.NamesOfStreams), MemberType = typeof(Probes))]
    public void A_stream_goes_on_with_the_weights_of_another_precision(string name)
    {
        TypedModel model = Create(name);
        Assert.True(Probes.Get(name).Data.Time > 1);
        var batch = new ModelBatch(Probes.Get(name).Data with { Lengths = null });
        float[] step = new float[batch.Batch * model.Model.Description.Heads[0].Outputs], expected = new float[step.Length];
        TypedStream stream = model.CreateStream(batch.Batch), other = model.CreateStream(batch.Batch);
        stream.Step(batch, 0, step);
        ModelState state = stream.State;
        model.Model.Quantize(WeightPrecision.BFloat16);
        stream.Step(batch, 1, step);
        other.State = state;
        other.Step(batch, 1, expected);
        Assert.Equal(expected, step);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_quantized_model_is_not_trained_and_becomes_float_again(string name)
    {
        TypedModel model = Create(name);
        float[] before = Outputs(model, name);
        QuantizationReport report = model.Model.Quantize(WeightPrecision.BFloat16);
        Assert.NotEmpty(report.Quantized);
        Assert.Equal(model.Model.Description.Parameters.Length, report.Quantized.Count + report.Kept.Count);
        Assert.Contains("BFloat16: ", report.ToString(), StringComparison.Ordinal);
        Assert.All(report.Quantized, info => Assert.True(info.Shape.Length >= 2));
        Assert.Equal(WeightPrecision.BFloat16, model.Model.Parameters.Precision);
        var runner = new ModelRunner(model.Model);
        var error = Assert.Throws<InvalidOperationException>(() => runner.Run(Probes.Get(name).Data));
        Assert.Contains("is quantized to BFloat16", error.Message, StringComparison.Ordinal);
        model.Model.Forward(runner.Workspace); // a loss can be measured
        Assert.Empty(model.Model.Quantize(WeightPrecision.Float32).Quantized);
        Assert.Equal(before, Outputs(model, name));
        Assert.True(double.IsFinite(runner.Step(Probes.Get(name).Data)));
    }

    [Fact]
    public void An_unknown_precision_is_an_error()
    {
        IRecurrentModel model = Create("Plain").Model;
        Assert.Contains(
            "give Float32, BFloat16, Int8", Assert.Throws<ArgumentOutOfRangeException>(() => model.Quantize((WeightPrecision)9)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => ((IRecurrentModel)null!).Quantize(WeightPrecision.BFloat16));
    }

    private TypedModel Create(string name) => new(Probes.Get(name).Create(probes.Models));

    private static int Size(TypedModel model, ModelBatch batch)
    {
        HeadInfo head = model.Model.Description.Heads[0];
        return batch.Batch * (head.EveryStep ? batch.Time : 1) * head.Outputs;
    }

    /// <summary>Outputs of the batch, of its rows alone, and of a stream of one row and of all.</summary>
    private static float[] Outputs(TypedModel model, string name)
    {
        var data = Probes.Get(name).Data with { Lengths = null };
        var batch = new ModelBatch(data);
        var outputs = new float[Size(model, batch)];
        model.Predict(batch, outputs);
        List<float> all = [.. outputs];
        var alone = new ModelBatch(data with
        {
            Batch = 1, Values = data.Values?[..(data.Values.Length / data.Batch)], Ids = data.Ids?[..data.Time],
        });
        all.AddRange(model.PredictOne(alone));
        if (!model.Streams)
            return [.. all];
        foreach (ModelBatch steps in new[] { alone, batch })
        {
            TypedStream stream = model.CreateStream(steps.Batch);
            var step = new float[steps.Batch * model.Model.Description.Heads[0].Outputs];
            for (int t = 0; t < steps.Time; t++)
            {
                stream.Step(steps, t, step);
                all.AddRange(step);
            }
        }

        return [.. all];
    }

    // The naive way: bit by bit.
    private static void Round(ParameterStore parameters)
    {
        foreach (ParameterInfo info in parameters.Description.Parameters.Where(info => info.Quantizes))
        {
            float[] values = parameters.Read(info.Name).ToArray();
            for (int i = 0; i < values.Length; i++)
            {
                uint bits = BitConverter.SingleToUInt32Bits(values[i]), rest = bits & 0xFFFF, kept = bits >> 16;
                if (rest > 0x8000 || (rest == 0x8000 && kept % 2 == 1))
                    kept++;
                values[i] = BitConverter.UInt32BitsToSingle(kept << 16);
            }

            parameters.Set(info.Name, values);
        }
    }

    private static long Allocated(Action step)
    {
        for (int i = 0; i < 3; i++)
            step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++)
            step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
