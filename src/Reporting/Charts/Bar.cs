namespace LstmGen.Reporting;

/// <summary>A bar of a <see cref="BarChart"/>.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Value">Its length; NaN, infinite ones and those beyond 1e300 are shown as missing.</param>
/// <param name="Emphasis">Whether it stands out; without any, all bars are coloured alike.</param>
public sealed record Bar(string Label, double Value, bool Emphasis = false)
{
    /// <summary>What it stands for.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public string Label { get; init => field = Given.Value(value, nameof(Label)); } = Given.Value(Label);
}
