namespace LstmGen.Distributed.Child;

/// <summary>A model, its data and how it is trained.</summary>
public sealed record Run(IRecurrentModel Model, SequenceSet Train, FitOptions Options)
{
    /// <summary>Trains; on the ranks that the options name.</summary>
    public History Fit(FitOptions options) => Model is EncoderDecoder pair ? pair.Fit(Train, options) : Model.Fit(Train, options);
}

/// <summary>Trainings that parent and child processes describe alike, one for every kind of thing that ranks share.</summary>
public static class Runs
{
    /// <summary>Names of the trainings.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["dropout", "accumulated", "truncated", "carried", "crf", "ctc", "heads", "cell", "pair", "few", "overlapped", "tried", "weighted",
            "weighted pair"];

    /// <summary>A new one, with a model of its own.</summary>
    public static Run Create(string name) => name switch
    {
        "dropout" => new(new DropoutClassifier(1), Classified(41, 1), Common with
        {
            ClipNorm = 0.5f, Average = new(0.9), ClassWeights = Weights, Validation = Classified(23, 7), Optimizer = new AdamW(0.01f),
            Metrics = [new Accuracy(3), new F1(3), new TopKAccuracy(2, 3)], EarlyStopping = new(2, metric: "accuracy"),
        }),
        "accumulated" => new(new DropoutClassifier(2), Classified(53, 2), Common with
        {
            AccumulateBatches = 3, ClassWeights = Weights, ClipValue = 0.1f, Schedule = new OneCycle(0.02f, 4 * 2),
            BatchSize = 9, Validation = Classified(9, 8),
        }),
        "truncated" => new(new StepRegression(3), Steps(29, 3, 17, 3), Common with
        {
            TruncatedSteps = 4, ClipNorm = 1, Validation = Steps(13, 2, 19, 4), Metrics = [new Mae(), new RSquared()],
            Schedule = new ReduceOnPlateau(factor: 0.5, patience: 1),
        }),
        "carried" => new(new StepRegression(4), Steps(24, 6, 6, 5), Common with
        {
            CarryState = true, Shuffle = false, BatchSize = 12, TruncatedSteps = 2, Optimizer = new Sgd(0.1f, momentum: 0.9f),
        }),
        "crf" => new(new CrfTagger(5), Tagged(31, 6), Common with
        {
            Validation = Tagged(17, 9), Metrics = [new EntityF1(["O", "B-A", "I-A", "B-B", "I-B"]), new Accuracy(5)],
        }),
        "ctc" => new(new CtcModel(6), Spoken(27, 10), Common with { Validation = Spoken(11, 11), Metrics = [new LabelErrorRate()] }),
        "heads" => new(new TwoHeads(7), Both(33, 12), Common with
        {
            Validation = Both(15, 13), Metrics = [new HeadMetric("kind", new Accuracy(4)), new HeadMetric("amount", new Rmse())],
            Optimizer = new NAdam(0.01f),
        }),
        "cell" =>
            new(
                new OwnCell(8), SequenceSet.FromFeatures(Draw.Rows(37, 3, 2, 9, 14), 3).WithClasses(Draw.Classes(37, 2, 15)),
                Common with { DropLast = true }),
        "pair" =>
            new(
                new EncoderDecoder(new Reader(9), new Writer(9)), Talk(35, 16),
                Common with { Validation = Talk(12, 18), Metrics = [new Perplexity(9)] }),
        "few" =>
            new(
                new DropoutClassifier(10), Classified(11, 19),
                Common with { BatchSize = 4, Validation = Classified(2, 20), Metrics = [new Accuracy(3)] }),
        "overlapped" => new(new Wide(11), Classified(33, 21), Common with { ClipNorm = 0.5f, OverlapExchange = true }),
        "tried" =>
            new(
                new Wide(12), Classified(22, 22),
                Common with { Epochs = 7, AccumulateBatches = 2, BatchSize = 8, Optimizer = new Sgd(0.1f) }),
        "weighted" => new(new TwoHeads(11), Weighted(Both(33, 21), 22), Common with
        {
            AccumulateBatches = 2, Validation = Weighted(Both(15, 23), 24),
            ClassWeights = new Dictionary<string, float[]> { ["kind"] = [0.5f, 1f, 2f, 1f] },
        }),
        "weighted pair" =>
            new(
                new EncoderDecoder(new Reader(12), new Writer(12)), StepsWeighted(Talk(35, 25), 26),
                Common with { Validation = StepsWeighted(Talk(12, 27), 28) }),
        _ => throw new ArgumentException($"'{name}' is no training; there are {string.Join(", ", Names)}.", nameof(name)),
    };

    private static FitOptions Common { get; } = new() { Epochs = 4, BatchSize = 16, Seed = 11, Shards = 8, Optimizer = new Adam(0.01f) };

    private static Dictionary<string, float[]> Weights { get; } = new() { [SequenceSet.DefaultHead] = [0.5f, 1f, 2f] };

    private static SequenceSet Classified(int count, long seed) =>
        SequenceSet.FromTokens(Draw.Ids(count, 12, 1, 13, seed)).WithClasses(Draw.Classes(count, 3, seed + 50));

    private static SequenceSet Steps(int count, int shortest, int longest, long seed)
    {
        float[][] rows = Draw.Rows(count, 2, shortest, longest, seed);
        return SequenceSet.FromFeatures(rows, 2)
            .WithStepValues([.. rows.SelectMany(row => row.Where((_, i) => i % 2 == 0).Select(value => MathF.Sin(value)))]);
    }

    private static SequenceSet Tagged(int count, long seed)
    {
        int[][] ids = Draw.Ids(count, 12, 1, 11, seed);
        return SequenceSet.FromTokens(ids).WithStepClasses([.. ids.Select(row => (int[])[.. row.Select(id => id % 5)])]);
    }

    private static SequenceSet Spoken(int count, long seed) =>
        SequenceSet.FromFeatures(Draw.Rows(count, 3, 8, 15, seed), 3)
            .WithLabels([.. Draw.Ids(count, 3, 0, 4, seed + 50).Select(row => (int[])[.. row.Select(id => id + 1)])]);

    private static SequenceSet Both(int count, long seed)
    {
        float[][] rows = Draw.Rows(count, 3, 1, 9, seed);
        return SequenceSet.FromFeatures(rows, 3)
            .WithStepClasses([.. rows.Select((row, i) => Draw.Classes(row.Length / 3, 4, seed + 100 + i))], "kind")
            .WithValues(Draw.Values(count, seed + 50), 1, "amount");
    }

    // A third of the weights is 0; the amounts' are of sequences, the kinds' of steps.
    private static SequenceSet Weighted(SequenceSet set, long seed) =>
        set.WithWeights([.. Draw.Classes(set.Count, 3, seed).Select(value => value * 0.75f)], "amount")
            .WithStepWeights([.. Draw.Values((int)set.TotalSteps, seed + 50).Select(MathF.Abs)], "kind");

    private static SequenceSet StepsWeighted(SequenceSet set, long seed) =>
        set.WithWeights([.. Draw.Classes(set.Count, 3, seed).Select(value => value * 0.75f)])
            .WithStepWeights([.. Draw.Values((int)set.TotalSteps, seed + 50).Select(MathF.Abs)]);

    private static SequenceSet Talk(int count, long seed) =>
        SequenceSet.NextToken(Draw.Ids(count, 9, 2, 8, seed)).WithSource(SequenceSet.FromTokens(Draw.Ids(count, 9, 1, 12, seed + 50)));
}
