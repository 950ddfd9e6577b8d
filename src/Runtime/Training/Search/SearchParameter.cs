using LstmGen.Data;
using LstmGen.Training;

namespace LstmGen;

/// <summary>
/// One thing that a search varies, under a name: the learning rate, the batch size, the class of the model. A trial gives its value by
/// <see cref="SearchTrial.Get{T}"/>.
/// </summary>
public abstract class SearchParameter
{
    private protected SearchParameter(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>The name in files and tables.</summary>
    public string Name { get; }

    /// <summary>Values of a grid; null where there is no end of them.</summary>
    internal abstract int? GridSize { get; }

    /// <summary>Value <paramref name="index"/> of a grid.</summary>
    internal abstract object? GridValue(int index);

    /// <summary>A value by chance.</summary>
    internal abstract object? Draw(ref SeededRandom random);

    /// <summary>A value as text, another for each value.</summary>
    internal abstract string TextOf(object? value);

    /// <summary>The values that are possible, as text.</summary>
    internal abstract string Describe();

    /// <summary>One of several values.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">Numbers, texts, enums or truth values, all different; also null. Others need names:
    /// <see cref="NamedChoice"/>.</param>
    /// <exception cref="ArgumentException">There is no value, one is there twice, or a type has no text by which a file could know
    /// it.</exception>
    public static SearchParameter<T> Choice<T>(string name, params IReadOnlyList<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new ChoiceParameter<T>(name, [.. values.Select(value => (ValueText.Of(name, value), value))]);
    }

    /// <summary>One of several values of any type, each under a name: functions that make a model, schedules, options.</summary>
    /// <param name="name">The name of the parameter.</param>
    /// <param name="choices">The values with their names, all different.</param>
    /// <exception cref="ArgumentException">There is no value, or a name is empty or there twice.</exception>
    public static SearchParameter<T> NamedChoice<T>(string name, params IReadOnlyList<(string Name, T Value)> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return new ChoiceParameter<T>(name, [.. choices]);
    }

    /// <summary>A number from <paramref name="low"/> to <paramref name="high"/>, all equally likely.</summary>
    /// <param name="name">The name.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value, above <paramref name="low"/>.</param>
    /// <param name="points">Values in a <see cref="GridSearch"/>, at least 2, at equal distances with both ends; null where there is
    /// none.</param>
    /// <remarks>Drawn values have six significant digits.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A bound or <paramref name="points"/> is out of range.</exception>
    public static SearchParameter<double> Uniform(string name, double low, double high, int? points = null) =>
        new RangeParameter(name, low, high, points, logarithmic: false);

    /// <summary>
    /// A number from <paramref name="low"/> to <paramref name="high"/> whose logarithm is equally likely everywhere: for rates.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="low">The least value, above 0.</param>
    /// <param name="high">The greatest value, above <paramref name="low"/>.</param>
    /// <param name="points">Values in a <see cref="GridSearch"/>, at least 2, at equal factors with both ends; null where there is
    /// none.</param>
    /// <remarks>Drawn values have six significant digits.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A bound or <paramref name="points"/> is out of range.</exception>
    public static SearchParameter<double> LogUniform(string name, double low, double high, int? points = null) =>
        new RangeParameter(name, low, high, points, logarithmic: true);

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included, all equally likely.</summary>
    /// <param name="name">The name.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">The greatest value, at least <paramref name="low"/>.</param>
    /// <param name="step">The distance of two values, at least 1, from <paramref name="low"/> on.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound or <paramref name="step"/> is out of range.</exception>
    public static SearchParameter<int> Integer(string name, int low, int high, int step = 1) => new IntegerParameter(name, low, high, step);

    /// <summary>Name and possible values, such as <c>batch: one of 16, 32</c>.</summary>
    public override string ToString() => $"{Name}: {Describe()}";
}

/// <summary>A <see cref="SearchParameter"/> whose values are of one type.</summary>
public abstract class SearchParameter<T> : SearchParameter
{
    private protected SearchParameter(string name)
        : base(name)
    {
    }
}
