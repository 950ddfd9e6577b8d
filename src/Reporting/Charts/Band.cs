namespace LstmGen.Reporting;

/// <summary>An area between two lines of a <see cref="LineChart"/>, such as the interval of a forecast.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Low">Lower heights; places where either height cannot be shown leave gaps.</param>
/// <param name="High">Upper heights, as many as <paramref name="Low"/>; positions are 1, 2, 3, ...</param>
public sealed record Band(string Name, IReadOnlyList<double> Low, IReadOnlyList<double> High);
