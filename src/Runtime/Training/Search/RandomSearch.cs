using LstmGen.Data;

namespace LstmGen;

/// <summary>
/// Trains with values by chance, each parameter by itself (Bergstra and Bengio 2012, "Random search for hyper-parameter optimization", JMLR
/// 13). Where few of the parameters matter it finds good values in fewer trials than a grid. See <see cref="ModelSearch"/>.
/// </summary>
public sealed class RandomSearch : ModelSearch
{
    private const int MostTrials = 1_000_000;

    /// <summary>A search by chance.</summary>
    /// <param name="parameters">What varies.</param>
    /// <param name="trials">Trials, 1 to 1,000,000. The values of a trial depend on its number and not on how many there are, so that a
    /// search can be resumed with more.</param>
    /// <param name="seed">Decides the values and <see cref="SearchTrial.Seed"/> of the trials.</param>
    /// <exception cref="ArgumentException">There is no parameter, or two have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="trials"/> is out of range.</exception>
    public RandomSearch(IReadOnlyList<SearchParameter> parameters, int trials, long seed = 0)
        : base("random", parameters, seed, Draw(RequireParameters(parameters), trials, seed))
    {
    }

    private static SearchTrial[] Draw(IReadOnlyList<SearchParameter> parameters, int trials, long seed)
    {
        if (trials is < 1 or > MostTrials)
            throw new ArgumentOutOfRangeException(nameof(trials), trials, $"trials is {trials}; give 1 to {MostTrials:N0}.");
        return [.. Enumerable.Range(1, trials).Select(number =>
        {
            SeededRandom random = SeededRandom.ForStream(seed, number);
            object?[] values = new object?[parameters.Count];
            for (int p = 0; p < values.Length; p++)
                values[p] = parameters[p].Draw(ref random);
            return new SearchTrial(parameters, values, number, seed);
        })];
    }
}
