using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LstmGen;

/// <summary>Says what is wrong with an argument of the data classes.</summary>
internal static class Given
{
    /// <summary>Throws where a list holds null.</summary>
    /// <exception cref="ArgumentNullException">The list is null.</exception>
    /// <exception cref="ArgumentException">An element is.</exception>
    public static void RequireItems<T>(IReadOnlyList<T> items, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(items, name);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
                throw new ArgumentException($"{name}[{i}] is null. Give a value, or leave it out.", name);
        }
    }

    /// <summary>Throws where an option that is a list is null.</summary>
    /// <param name="items">The list.</param>
    /// <param name="none">What an empty list stands for.</param>
    /// <param name="name">The option.</param>
    /// <exception cref="ArgumentException">It is null.</exception>
    public static void RequireList<T>(
        [NotNull] IReadOnlyCollection<T>? items, string none = "none", [CallerArgumentExpression(nameof(items))] string name = "")
    {
        if (items is null)
            throw new ArgumentException($"{name} is null. Give an empty list for {none}.", name);
    }

    /// <summary>The value itself.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T Value<T>(T? value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : class => value ?? throw new ArgumentNullException(name, $"{name} is null. Give a value.");

    /// <summary>The value of an enumeration itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of those that have a name.</exception>
    public static T Member<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum => Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, $"{name} is {value}, which is no {typeof(T).Name}; give {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>Throws where a number is less than <paramref name="least"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is.</exception>
    public static void AtLeast(int value, int least, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least)
            throw new ArgumentOutOfRangeException(name, value, $"{name.Split('.')[^1]} is {value}; give at least {least}.");
    }

    /// <summary>The index itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not in [0, <paramref name="count"/>).</exception>
    public static int Index(int index, int count, string what, [CallerArgumentExpression(nameof(index))] string name = "") =>
        (uint)index < (uint)count
            ? index
            : throw new ArgumentOutOfRangeException(
                name, index, $"There are {count} {what}; give {(count > 0 ? $"an index in [0, {count})" : "the set some first")}.");

    /// <summary>The first of <paramref name="count"/> and how many a range covers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It reaches outside of them.</exception>
    public static (int Offset, int Length) Of(Range range, int count, string what, string name)
    {
        int begin = range.Start.GetOffset(count), end = range.End.GetOffset(count);
        return begin >= 0 && begin <= end && end <= count
            ? (begin, end - begin)
            : throw new ArgumentOutOfRangeException(
                name, range, $"{name} is {range}, from {begin} to {end}; there are {count} {what}. Give a range within 0..{count}.");
    }
}
