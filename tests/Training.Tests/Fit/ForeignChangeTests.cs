using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>
/// Another thread that changes the weights of a model in training is told so, and the training ends with the bits that it has alone; a
/// callback may change them.
/// </summary>
public sealed class ForeignChangeTests : IDisposable
{
    private static readonly SequenceSet Set = Sets.Classification(9);

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lstmgen-{Guid.NewGuid():n}.safetensors");

    public static TheoryData<string> Changes => [.. All.Keys];

    private static Dictionary<string, Action<DropoutClassifier, string>> All { get; } = new()
    {
        ["load a file"] = (model, path) => ModelFile.Load(model.Parameters, path),
        ["load a stream"] = (model, path) =>
        {
            using FileStream stream = File.OpenRead(path);
            ModelFile.Load(model.Parameters, stream);
        },
        ["load bytes"] = (model, path) => ModelFile.Load(model.Parameters, File.ReadAllBytes(path)),
        ["load in fewer bits"] = (model, path) =>
            ModelFile.Load(model.Parameters, path, new ModelLoadOptions { Precision = WeightPrecision.Int8 }),
        ["quantize"] = (model, _) => model.Quantize(WeightPrecision.BFloat16),
        ["quantize to what it is"] = (model, _) => model.Parameters.Quantize(WeightPrecision.Float32),
        ["set all"] = (model, _) => model.Parameters.Set(new float[model.Parameters.Count]),
        ["set one"] = (model, _) => model.Parameters.Set("head.bias", [1, 2, 3]),
        ["set by a property"] = (model, _) => model.Weights.HeadBias = [1, 2, 3],
        ["update all"] = (model, _) => model.Parameters.Update(values => values.Clear()),
        ["update one"] = (model, _) => model.Parameters.Update("head.bias", values => values.Clear()),
        ["update in place"] = (model, _) => model.Parameters.BeginUpdate().Dispose(),
        ["set a vector"] = (model, _) => model.Embedding.Set(1, new float[5]),
        ["draw anew"] = (model, _) => model.Initialize(5),
        ["step an optimizer"] = (model, _) => new Adam().Step(model.Parameters, new float[model.Parameters.Count]),
        ["search a rate"] = (model, _) => model.FindLearningRate(Set, new FitOptions()),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_thread_is_refused_and_changes_nothing(string change)
    {
        new DropoutClassifier(7).Save(_path);
        float[] alone = Alone();
        var model = new DropoutClassifier(1);
        int refusals = 0;
        model.Fit(Set, Options(_ =>
        {
            float[] before = Weights.Copy(model);
            Exception? refused = OnAnotherThread(() => All[change](model, _path));
            Assert.StartsWith(
                "DropoutClassifier is being trained", Assert.IsType<InvalidOperationException>(refused).Message, StringComparison.Ordinal);
            Weights.AssertSameBits(before, Weights.Copy(model));
            Assert.Equal(WeightPrecision.Float32, model.Parameters.Precision);
            refusals++;
        }));
        Assert.Equal(6, refusals);
        Weights.AssertSameBits(alone, Weights.Copy(model));

        All[change](model, _path); // as soon as the training has ended
    }

    [Fact]
    public void The_message_says_what_to_do()
    {
        var model = new DropoutClassifier(1);
        string? said = null;
        model.Fit(Set, Options(_ => said = OnAnotherThread(() => model.Parameters.Set("head.bias", [1, 2, 3]))?.Message));
        Assert.Equal(
            "DropoutClassifier is being trained by another thread, and its weights cannot be changed meanwhile. Load, set or quantize them "
                + "before Fit begins or after it has ended, in a TrainingCallback, or in another instance.",
            said);
    }

    [Fact]
    public void A_callback_may_change_them()
    {
        var model = new DropoutClassifier(1);
        model.Fit(Set, Options(_ => model.Parameters.Set("head.bias", [1, 2, 3])));
        Assert.Equal([1, 2, 3], model.Weights.HeadBias.ToArray());
    }

    [Fact]
    public async Task A_training_in_the_background_is_one()
    {
        var model = new DropoutClassifier(1);
        using var begun = new ManualResetEventSlim();
        using var tried = new ManualResetEventSlim();
        Task<History> training = model.FitAsync(Set, Options(_ =>
        {
            begun.Set();
            tried.Wait();
        }));
        begun.Wait();
        Exception? refused = Record.Exception(() => model.Parameters.Set("head.bias", [1, 2, 3]));
        tried.Set();
        await training;
        Assert.IsType<InvalidOperationException>(refused);
        Weights.AssertSameBits(Alone(), Weights.Copy(model));
        model.Parameters.Set("head.bias", [1, 2, 3]);
    }

    [Fact]
    public void A_training_that_failed_holds_the_weights_no_longer()
    {
        var model = new DropoutClassifier(1);
        Assert.Throws<NotSupportedException>(() => model.Fit(Set, Options(_ => throw new NotSupportedException())));
        Assert.ThrowsAny<ArgumentException>(() => model.Fit(Set, new FitOptions { Frozen = ["nothing"] }));
        Assert.ThrowsAny<ArgumentException>(() => model.Fit(Sets.Regression(3), new FitOptions()));
        Assert.Null(OnAnotherThread(() => model.Parameters.Set("head.bias", [1, 2, 3])));
    }

    [Fact]
    public void A_pair_and_its_models_are_one()
    {
        var encoder = new WordReader(1);
        var decoder = new WordWriter(2);
        var pair = new EncoderDecoder(encoder, decoder);
        var refused = new List<Exception?>();
        pair.Fit(Talks.Set, new FitOptions
        {
            Epochs = 1,
            Callbacks = [new Callback { Batch = _ => refused.AddRange(Try(encoder), Try(decoder), Try(pair)) }],
        });
        decoder.Fit(SequenceSet.NextToken([[1, 2, 3]]), new FitOptions
        {
            Epochs = 1,
            Callbacks = [new Callback { Batch = _ => refused.AddRange(Try(decoder), Try(pair)) }],
        });
        Assert.Equal(5, refused.Count);
        Assert.All(refused, one => Assert.IsType<InvalidOperationException>(one));

        static Exception? Try(IRecurrentModel model) =>
            OnAnotherThread(() => model.Parameters.Set(new float[model.Parameters.Count]));
    }

    [Fact]
    public void A_model_in_training_does_not_become_part_of_a_pair()
    {
        var encoder = new WordReader(1);
        var decoder = new WordWriter(2);
        Exception? refused = null;
        decoder.Fit(SequenceSet.NextToken([[1, 2, 3]]), new FitOptions
        {
            Epochs = 1,
            Callbacks = [new Callback { Batch = _ => refused = Record.Exception(() => new EncoderDecoder(encoder, decoder)) }],
        });
        Assert.Equal(
            "WordWriter is being trained. Make the pair before Fit begins, or after it has ended.",
            Assert.IsType<InvalidOperationException>(refused).Message);
        float[] before = [.. encoder.Parameters.Read(), .. decoder.Parameters.Read()];
        Assert.Equal(before, new EncoderDecoder(encoder, decoder).Parameters.ToArray()); // neither was changed
    }

    [Fact]
    public void A_change_that_has_begun_comes_to_its_end_before_the_training_begins()
    {
        var model = new DropoutClassifier(1);
        using var inside = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        float[]? first = null;
        var writer = new Thread(() => model.Parameters.Update("head.bias", values =>
        {
            inside.Set();
            goOn.Wait();
            values.Fill(3);
        }));
        writer.Start();
        inside.Wait();
        var trainer = new Thread(() => model.Fit(Set, Options(_ => { }) with
        {
            Frozen = ["head.bias"],
            Callbacks = [new Callback { Batch = _ => first ??= model.Weights.HeadBias.ToArray() }],
        }));
        trainer.Start();
        // Until it waits for the change; one that does not wait trains with weights that are about to change.
        for (int waits = 0; waits < 20 && trainer.IsAlive; waits = trainer.ThreadState.HasFlag(ThreadState.WaitSleepJoin) ? waits + 1 : 0)
            Thread.Sleep(5);
        goOn.Set();
        writer.Join();
        trainer.Join();
        Assert.Equal([3, 3, 3], first!);
    }

    public void Dispose() => File.Delete(_path);

    private static FitOptions Options(Action<TrainingContext> batch) =>
        new() { Epochs = 2, BatchSize = 3, Callbacks = [new Callback { Batch = batch }] };

    private static float[] Alone()
    {
        var model = new DropoutClassifier(1);
        model.Fit(Set, Options(_ => { }));
        return Weights.Copy(model);
    }

    // A thread of its own: a task that is waited for may run on the thread that waits.
    private static Exception? OnAnotherThread(Action act)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(act));
        thread.Start();
        thread.Join();
        return thrown;
    }
}
