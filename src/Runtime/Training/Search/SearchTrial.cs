using LstmGen.Data;
using LstmGen.Training;

namespace LstmGen;

/// <summary>One training of a search: a value for each parameter.</summary>
public sealed class SearchTrial
{
    private readonly IReadOnlyList<SearchParameter> _parameters;
    private readonly object?[] _values;

    internal SearchTrial(IReadOnlyList<SearchParameter> parameters, object?[] values, int number, long seed)
    {
        (_parameters, _values, Number) = (parameters, values, number);
        Seed = unchecked((long)SeededRandom.ForStream(seed, -number).NextBits());
        Values = new OrderedDictionary<string, string>(
            parameters.Select((one, i) => KeyValuePair.Create(one.Name, one.TextOf(values[i]))), StringComparer.Ordinal);
    }

    private SearchTrial(SearchTrial trial, CancellationToken cancellation)
    {
        (_parameters, _values, Number, Seed, Values) = (trial._parameters, trial._values, trial.Number, trial.Seed, trial.Values);
        CancellationToken = cancellation;
    }

    /// <summary>The number, from 1.</summary>
    public int Number { get; }

    /// <summary>
    /// A seed for this trial alone, drawn from the search's seed and <see cref="Number"/>: for weights and
    /// <see cref="FitOptions.Seed"/>, unless all trials are to have the same.
    /// </summary>
    public long Seed { get; }

    /// <summary>The values as text by name, in the order of the parameters.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>Asks for the end of the search; for what a trial does beside <c>Fit</c>, which is given it by the search.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The value of a parameter in this trial.</summary>
    /// <exception cref="ArgumentException">The search does not vary <paramref name="parameter"/>.</exception>
    public T Get<T>(SearchParameter<T> parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        for (int i = 0; i < _values.Length; i++)
        {
            if (ReferenceEquals(_parameters[i], parameter))
                return (T)(_values[i] is IChosen chosen ? chosen.Value : _values[i])!;
        }

        throw new ArgumentException(
            $"The search does not vary this '{parameter.Name}', but {string.Join(", ", _parameters.Select(one => $"'{one.Name}'"))}. "
                + "Give the search the same object.", nameof(parameter));
    }

    /// <summary>The values, such as <c>rate 0.01, batch 32</c>.</summary>
    public override string ToString() => string.Join(", ", Values.Select(pair => $"{pair.Key} {pair.Value}"));

    internal SearchTrial With(CancellationToken cancellation) => new(this, cancellation);
}
