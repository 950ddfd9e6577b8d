namespace LstmGen.Reporting;

/// <summary>A line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Values">Heights; NaN, infinite ones and those beyond 1e300 leave gaps.</param>
public sealed record Series(string Name, IReadOnlyList<double> Values)
{
    /// <summary>Its name in the legend.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Name { get; init => field = Given.Value(value, nameof(Name)); } = Given.Value(Name);

    /// <summary>Heights; NaN and infinite ones leave gaps.</summary>
    /// <exception cref="ArgumentNullException">They are null.</exception>
    public IReadOnlyList<double> Values { get; init => field = Given.Value(value, nameof(Values)); } = Given.Value(Values);

    /// <summary>Positions, as many as values, ascending; null for 1, 2, 3, ...</summary>
    public IReadOnlyList<double>? Positions { get; init; }

    /// <summary>Whether the line is dashed, as for a target or a baseline.</summary>
    public bool Dashed { get; init; }

    /// <summary>Throws unless there are as many positions as values, where there are any.</summary>
    /// <exception cref="InvalidOperationException">There are not.</exception>
    internal void RequirePositions()
    {
        if (Positions is not null && Positions.Count != Values.Count)
            throw new InvalidOperationException(
                $"Series '{Name}' has {Values.Count} values and {Positions.Count} positions; give one position per value.");
    }

    /// <summary>The position of value <paramref name="index"/>.</summary>
    internal double X(int index) => Positions is null ? index + 1 : Positions[index];
}
