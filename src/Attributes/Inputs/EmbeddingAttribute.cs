namespace LstmGen;

/// <summary>
/// Input: one token id per time step, looked up in a table of vectors (<c>nn.Embedding</c>). With <see cref="Column"/> it stands behind
/// <see cref="FeaturesAttribute"/>, once for each column that holds categories in place of numbers.
/// </summary>
/// <param name="vocabulary">Number of ids; valid ids are 0 to vocabulary - 1.</param>
/// <param name="size">Length of each vector.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class EmbeddingAttribute(int vocabulary, int size) : InputAttribute
{
    /// <summary>Number of token ids.</summary>
    public int Vocabulary { get; } = vocabulary;

    /// <summary>Length of each vector.</summary>
    public int Size { get; } = size;

    /// <summary>
    /// The column of <see cref="FeaturesAttribute"/> that holds the ids, counted from 0: each step's vector takes the place of its value.
    /// Columns of <see cref="FeaturesAttribute.Static"/> are counted on.
    /// -1 (default): the ids are the whole input.
    /// </summary>
    public int Column { get; set; } = -1;

    /// <summary>The id whose vector starts at zero and receives no gradient; -1 (default) for none.</summary>
    public int PaddingIndex { get; set; } = -1;

    /// <summary>Whether the table is kept as it was loaded: no gradient, no update. Default: false.</summary>
    public bool Frozen { get; set; }

    /// <summary>
    /// Probability of dropping an element of the looked-up vectors while training. Default: 0. Not with <see cref="Column"/>; put
    /// <see cref="DropoutAttribute"/> behind all of them.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>Prefix of the parameter names. Default: <c>embedding</c>, numbered from the second on.</summary>
    public string? Name { get; set; }
}
