namespace LstmGen.Training.Child;

/// <summary>A search that parent and child process describe alike.</summary>
public static class KilledSearch
{
    private static readonly SearchParameter<double> Rate = SearchParameter.LogUniform("rate", 1e-4, 1e-2);

    public static ModelSearch Search { get; } = new RandomSearch([Rate], 8, seed: 3);

    public static TrialTraining Training(SearchTrial trial) => new(new KilledModel(trial.Seed), KilledRun.Data, KilledRun.Options with
    {
        Epochs = 100,
        Schedule = null,
        Optimizer = new Adam(trial.Get(Rate)),
        Seed = trial.Seed,
    });

    public static SearchOptions Options(string path, string checkpoints) => new()
    {
        Path = path, CheckpointFolder = checkpoints, Resume = true, Parallel = 2
    };
}
