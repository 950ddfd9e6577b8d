using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>A run that was interrupted and resumed ends with the bits of one that was not.</summary>
public sealed class ResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen").FullName;

    private string File => Path.Combine(_folder, "run.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Optimizers() => ["Sgd", "Momentum", "Adam", "AdamW", "NAdam", "RmsProp", "Adagrad"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_optimizer_resumes_bit_for_bit(string name)
    {
        SequenceSet set = Sets.Classification(17, 2, 9);
        FitOptions Options() => new()
        {
            Epochs = 3, BatchSize = 4, Seed = 7, Optimizer = Create(name), ClipNorm = 1,
            Schedule = new CosineDecay(20, unit: ScheduleUnit.Step),
        };
        AssertResumes(() => new DropoutClassifier(1), set, Options, [1, 4, 5, 8]);
    }

    [Fact]
    public void Everything_at_once_resumes_bit_for_bit()
    {
        SequenceSet set = Sets.Classification(17, 2, 9), dev = Sets.Classification(6, 2, 9, 5);
        FitOptions Options() => new()
        {
            Epochs = 6, BatchSize = 4, Seed = 7, Optimizer = new Adam(0.03f), AccumulateBatches = 2, ClipValue = 0.01f,
            Average = new(0.7, warmUp: true), Validation = dev, Metrics = [new Accuracy(3)],
            EarlyStopping = new(2), Schedule = new LinearWarmup(2, new ReduceOnPlateau(patience: 0, factor: 0.5)),
        };
        AssertResumes(() => new DropoutClassifier(1), set, Options, [2, 5, 7, 9]);
    }

    [Fact]
    public void Pieces_and_carried_states_resume_bit_for_bit()
    {
        SequenceSet set = Sets.StepValues(6, 3, 14);
        FitOptions Options() => new() { Epochs = 3, BatchSize = 3, Shuffle = false, CarryState = true, TruncatedSteps = 4 };
        AssertResumes(() => new StepRegression(1), set, Options, [1, 2, 3, 6, 7, 8]);
    }

    [Fact]
    public void Weights_resume_bit_for_bit_and_others_are_refused()
    {
        SequenceSet set = Sets.StepValues(9, 3, 14);
        float[] sequences = [1, 0, 2, 1, 3, 0.5f, 1, 0, 1], steps = [.. Sets.Values((int)set.TotalSteps, 4).Select(MathF.Abs)];
        SequenceSet weighted = set.WithWeights(sequences).WithStepWeights(steps);
        FitOptions Options() => new()
        {
            Epochs = 3, BatchSize = 2, AccumulateBatches = 2, TruncatedSteps = 5, Optimizer = new Adam(0.01f), Validation = weighted
        };
        AssertResumes(() => new StepRegression(1), weighted, Options, [1, 3, 4]);
        steps[7] += 1;
        FitOptions resumed = Options() with { Checkpoint = new() { Path = File, Resume = true } };
        foreach (SequenceSet other in new[] { set, set.WithWeights(sequences), weighted })
            Assert.Contains(
                "training data is", Assert.Throws<ArgumentException>(() => new StepRegression(1).Fit(other, resumed)).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_run_is_not_run_again_but_can_be_made_longer()
    {
        SequenceSet set = Sets.Regression(8);
        FitOptions Options(int epochs) => new() { Epochs = epochs, BatchSize = 4, Checkpoint = new() { Path = File, Resume = true } };
        var first = new TinyRegression(1);
        History history = first.Fit(set, Options(2));
        Assert.Null(history.ResumedFrom);
        var again = new TinyRegression(2);
        history = again.Fit(set, Options(2));
        Assert.Equal(File, history.ResumedFrom);
        Assert.Equal(2, history.Epochs.Count);
        Weights.AssertSameBits(first, again);
        var longer = new TinyRegression(3);
        Assert.Equal(4, longer.Fit(set, Options(4)).Epochs.Count);
        var straight = new TinyRegression(1);
        straight.Fit(set, new FitOptions { Epochs = 4, BatchSize = 4 });
        Weights.AssertSameBits(straight, longer);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_named_as_such()
    {
        SequenceSet set = Sets.Regression(8);
        FitOptions options = new() { Epochs = 1, BatchSize = 4, Checkpoint = new() { Path = File, Resume = true } };
        new TinyRegression(1).Fit(set, options);
        Check("BatchSize is '4' there and '2'", new TinyRegression(1), set, options with { BatchSize = 2 });
        Check("Optimizer is 'Adam' there and 'Sgd'", new TinyRegression(1), set, options with { Optimizer = new Sgd(0.001f) });
        Check("LearningRate", new TinyRegression(1), set, options with { Optimizer = new Adam(0.1f) });
        Check("beta1", new TinyRegression(1), set, options with { Optimizer = new Adam(beta1: 0.5) });
        Check("Schedule", new TinyRegression(1), set, options with { Schedule = new ExponentialDecay(0.9) });
        Check("training data", new TinyRegression(1), Sets.Regression(8, seed: 2), options);
        Check("model is 'TinyRegression'", new WideModel(1), Sets.Features(2, 3, 2, 2).WithValues(new float[2]), options);
        new TinyRegression(1).Fit(set, options with { BatchSize = 2, Checkpoint = new() { Path = File } });

        void Check(string words, IRecurrentModel model, SequenceSet data, FitOptions wrong)
        {
            float[] before = Weights.Copy(model);
            var error = Assert.ThrowsAny<ArgumentException>(() => model.Fit(data, wrong));
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Weights.AssertSameBits(before, Weights.Copy(model));
        }
    }

    [Fact]
    public void A_damaged_file_gives_way_to_the_one_before()
    {
        SequenceSet set = Sets.Regression(8);
        FitOptions options = new() { Epochs = 3, BatchSize = 4, Checkpoint = new() { Path = File, Resume = true, EveryBatches = 1 } };
        var straight = new TinyRegression(1);
        straight.Fit(set, options);
        System.IO.File.WriteAllBytes(File, System.IO.File.ReadAllBytes(File)[..200]);
        var resumed = new TinyRegression(2);
        Assert.Equal(File + ".bak", resumed.Fit(set, options).ResumedFrom);
        Weights.AssertSameBits(straight, resumed);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    private void AssertResumes(Func<IRecurrentModel> create, SequenceSet set, Func<FitOptions> options, int[] interruptions)
    {
        IRecurrentModel straight = create();
        History expected = straight.Fit(set, options());
        foreach (int updates in interruptions)
        {
            var checkpoint = new CheckpointOptions { Path = File, EveryBatches = 1, Resume = true };
            System.IO.File.Delete(File);
            System.IO.File.Delete(File + ".bak");
            Assert.Throws<TimeoutException>(() => create().Fit(set, options() with
            {
                Checkpoint = checkpoint,
                Callbacks = [new Callback { Batch = context => { if (context.Updates > updates) throw new TimeoutException(); } }],
            }));
            IRecurrentModel resumed = create();
            History actual = resumed.Fit(set, options() with { Checkpoint = checkpoint });
            Assert.NotNull(actual.ResumedFrom);
            Weights.AssertSameBits(straight, resumed);
            AssertSame(expected, actual);
        }
    }

    private static void AssertSame(History expected, History actual)
    {
        Assert.Equal((expected.End, expected.Updates, expected.BestEpoch), (actual.End, actual.Updates, actual.BestEpoch));
        Assert.Equal(expected.Epochs.Select(Figures), actual.Epochs.Select(Figures));

        static (int, double, double?, double, string) Figures(EpochRecord epoch) =>
            (epoch.Epoch, epoch.TrainLoss, epoch.ValidationLoss, epoch.LearningRate, string.Join(' ', epoch.Metrics.Values));
    }

    private static Optimizer Create(string name) => name switch
    {
        "Sgd" => new Sgd(0.1f),
        "Momentum" => new Sgd(0.05f, momentum: 0.9, nesterov: true),
        "Adam" => new Adam(0.02f),
        "AdamW" => new AdamW(0.02f),
        "NAdam" => new NAdam(0.02f),
        "RmsProp" => new RmsProp(0.01f),
        _ => new Adagrad(0.05f),
    };
}
