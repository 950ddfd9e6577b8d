// Part of every project under src that has messages: $"..." writes numbers and dates by the invariant culture there.
//
// Without it a message, a report or emitted code says 0,5 or a strange minus sign where the user's culture does. The compiler looks
// for the type by this name, and one of the project itself comes first, so that no interpolation can be forgotten. A test reads the
// compiled projects for other ways to format by the current culture.
using System.Globalization;
using System.Text;

namespace System.Runtime.CompilerServices;

/// <summary>What the compiler writes <c>$"..."</c> with.</summary>
[InterpolatedStringHandler]
internal ref struct DefaultInterpolatedStringHandler
{
    private readonly StringBuilder _text;

    public DefaultInterpolatedStringHandler(int literalLength, int formattedCount) =>
        _text = new StringBuilder(literalLength + (formattedCount * 11));

    public readonly void AppendLiteral(string value) => _text.Append(value);

    public readonly void AppendFormatted(string? value) => _text.Append(value);

    public readonly void AppendFormatted<T>(T value) => AppendFormatted(value, 0, null);

    public readonly void AppendFormatted<T>(T value, string? format) => AppendFormatted(value, 0, format);

    public readonly void AppendFormatted<T>(T value, int alignment) => AppendFormatted(value, alignment, null);

    public readonly void AppendFormatted<T>(T value, int alignment, string? format) =>
        Align(value is IFormattable number ? number.ToString(format, CultureInfo.InvariantCulture) : value?.ToString(), alignment);

#if NET
    public readonly void AppendFormatted(ReadOnlySpan<char> value) => AppendFormatted(value, 0, null);

    public readonly void AppendFormatted(ReadOnlySpan<char> value, int alignment, string? format = null) =>
        Align(value.ToString(), alignment);
#endif

    public readonly string ToStringAndClear() => _text.ToString();

    /// <summary>Positive: blanks before the text; negative: behind it.</summary>
    private readonly void Align(string? text, int alignment)
    {
        text ??= "";
        _text.Append(alignment < 0 ? text.PadRight(-alignment) : text.PadLeft(alignment));
    }
}

#if !NET
/// <summary>Marks a type that the compiler may write interpolated strings with.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = false, Inherited = false)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute
{
}
#endif
