namespace LstmGen.Generator.Planning;

/// <summary>Whether the gradient of a sequence is wanted: always, never, or under a condition.</summary>
/// <param name="Condition">A C# condition; null for always and for never.</param>
/// <param name="IsNever">Whether nobody wants it.</param>
internal sealed record GradientUse(string? Condition, bool IsNever)
{
    /// <summary>The gradient of what parameters have made.</summary>
    public static GradientUse Always { get; } = new(null, false);

    /// <summary>The gradient of what no parameter that is trained has made.</summary>
    public static GradientUse Never { get; } = new(null, true);

    public bool IsAlways => this == Always;

    /// <summary>The gradient of what is made of both.</summary>
    public static GradientUse Either(GradientUse one, GradientUse other) =>
        one.IsAlways || other.IsAlways ? Always
        : one.IsNever ? other
        : other.IsNever || other.Condition == one.Condition ? one : Where($"({one.Condition} || {other.Condition})");

    public static GradientUse Where(string condition) => new(condition, false);

    /// <summary>A statement, where the gradient is wanted; none where it never is.</summary>
    public IEnumerable<string> Guard(string statement) =>
        IsNever ? [] : [Condition is null ? statement : $"if ({Condition})\n    {statement}"];

    /// <summary>An expression for the gradient's span, empty where it is not wanted.</summary>
    public string Span(string span) => IsNever ? "default" : Condition is null ? span : $"{Condition} ? {span} : default";
}
