namespace LstmGen.Reporting;

/// <summary>A dashed vertical line at a position of a <see cref="LineChart"/>, such as the best epoch.</summary>
/// <param name="Position">On the horizontal axis.</param>
/// <param name="Label">A few words.</param>
public sealed record Mark(double Position, string Label)
{
    /// <summary>A few words.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Label { get; init => field = Given.Value(value, nameof(Label)); } = Given.Value(Label);
}
