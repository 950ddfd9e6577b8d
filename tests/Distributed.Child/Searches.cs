namespace LstmGen.Distributed.Child;

/// <summary>A search that parent and child processes describe alike.</summary>
public static class Searches
{
    private static readonly SearchParameter<string> Run = SearchParameter.Choice("run", "dropout", "few", "cell");
    private static readonly SearchParameter<double> Rate = SearchParameter.LogUniform("rate", 1e-3, 1e-1, points: 3);

    /// <summary>The trials: one of them fails.</summary>
    public static ModelSearch Search { get; } = new GridSearch([Run, Rate], seed: 1);

    /// <summary>The training of a trial.</summary>
    public static TrialTraining Training(SearchTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.Number == 5)
            throw new InvalidOperationException("This one fails.");
        Run run = Runs.Create(trial.Get(Run));
        return new(run.Model, run.Train, run.Options with
        {
            Optimizer = new Adam(trial.Get(Rate)), Validation = run.Options.Validation ?? run.Train, Metrics = [], EarlyStopping = null,
            ClassWeights = null,
        });
    }

    /// <summary>A hash of <see cref="Text"/>, which is too long for mpirun to pass it on in one piece.</summary>
    public static string Digest(SearchReport report) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Text(report))))[..16];

    /// <summary>All results on one line, without their times.</summary>
    public static string Text(SearchReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return string.Join(
            "; ",
            report.Trials
                .Select(
                    result => FormattableString.Invariant(
                        $"{result.Trial.Number} {result.Score:R} {result.Failure} {result.BestEpoch} {result.Epochs}"))
                .Append($"best {report.Best?.Trial.Number}"));
    }
}
