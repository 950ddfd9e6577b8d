namespace LstmGen;

/// <summary>
/// Trains with every combination of the parameters' values, the last parameter changing first. See <see cref="ModelSearch"/>.
/// </summary>
public sealed class GridSearch : ModelSearch
{
    private const int MostTrials = 1_000_000;

    /// <summary>A search of all combinations.</summary>
    /// <param name="parameters">What varies. A range needs its number of points.</param>
    /// <param name="seed">Decides <see cref="SearchTrial.Seed"/> of the trials, and nothing else.</param>
    /// <exception cref="ArgumentException">There is no parameter, two have one name, a range has no points, or there are more than
    /// 1,000,000 combinations.</exception>
    public GridSearch(IReadOnlyList<SearchParameter> parameters, long seed = 0)
        : base("grid", parameters, seed, Combine(RequireParameters(parameters), seed))
    {
    }

    private static SearchTrial[] Combine(IReadOnlyList<SearchParameter> parameters, long seed)
    {
        long count = 1;
        foreach (SearchParameter parameter in parameters)
        {
            count *= parameter.GridSize ?? throw new ArgumentException(
                $"'{parameter.Name}' is a range, {parameter.Describe()}, of which a grid needs single values. Say how many by "
                    + "points, or use RandomSearch.", nameof(parameters));
            if (count > MostTrials)
                throw new ArgumentException(
                    $"There are more than {MostTrials:N0} combinations with the values of '{parameter.Name}'. Give fewer "
                        + "values, or use RandomSearch.", nameof(parameters));
        }

        var trials = new SearchTrial[count];
        for (int i = 0; i < trials.Length; i++)
        {
            object?[] values = new object?[parameters.Count];
            int rest = i;
            for (int p = values.Length - 1; p >= 0; p--)
            {
                int size = parameters[p].GridSize!.Value;
                values[p] = parameters[p].GridValue(rest % size);
                rest /= size;
            }

            trials[i] = new SearchTrial(parameters, values, i + 1, seed);
        }

        return trials;
    }
}
