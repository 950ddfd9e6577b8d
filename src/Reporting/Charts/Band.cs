namespace LstmGen.Reporting;

/// <summary>An area between two lines of a <see cref="LineChart"/>, such as the interval of a forecast.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Low">Lower heights; places where either height cannot be shown leave gaps.</param>
/// <param name="High">Upper heights, as many as <paramref name="Low"/>; positions are 1, 2, 3, ...</param>
public sealed record Band(string Name, IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    /// <summary>Its name in the legend.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Name { get; init => field = Given.Value(value, nameof(Name)); } = Given.Value(Name);

    /// <summary>Lower heights; places where either height cannot be shown leave gaps.</summary>
    /// <exception cref="ArgumentNullException">They are null.</exception>
    public IReadOnlyList<double> Low { get; init => field = Given.Value(value, nameof(Low)); } = Given.Value(Low);

    /// <summary>Upper heights, as many as <see cref="Low"/>; positions are 1, 2, 3, ...</summary>
    /// <exception cref="ArgumentNullException">They are null.</exception>
    public IReadOnlyList<double> High { get; init => field = Given.Value(value, nameof(High)); } = Given.Value(High);
}
