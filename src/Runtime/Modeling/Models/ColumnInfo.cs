namespace LstmGen;

/// <summary>A column of the features that holds the index of a category: <c>[Embedding(vocabulary, size, Column = column)]</c>.</summary>
/// <param name="Column">The column, counted from 0.</param>
/// <param name="Vocabulary">Number of categories; values are 0 to vocabulary - 1.</param>
/// <param name="Name">What the parameter names of its vectors begin with, for example <c>embedding</c>.</param>
public sealed record ColumnInfo(int Column, int Vocabulary, string Name)
{
    /// <summary>The category that a value is.</summary>
    /// <param name="value">The value.</param>
    /// <param name="sequence">Sequence, for the message.</param>
    /// <param name="step">Step, for the message; -1 where the value stands for the whole sequence.</param>
    /// <param name="argument">The caller's argument, for the exception.</param>
    /// <exception cref="ArgumentException">It is no whole number from 0 to vocabulary - 1.</exception>
    internal int Category(float value, int sequence, int step, string argument)
    {
        int id = (int)value;
        if (id == value && (uint)id < (uint)Vocabulary)
            return id;
        string problem = id == value ? $"is outside 0..{Vocabulary - 1}" : "is no whole number";
        throw new ArgumentException(
            $"Sequence {sequence}{(step < 0 ? "" : $", step {step}")}, column {Column}: category {value} {problem}. The column is "
                + $"declared as [Embedding({Vocabulary}, ..., Column = {Column})], "
            + $"'{Name}': give categories from 0 to {Vocabulary - 1}, not scaled, or declare more of them.", argument);
    }
}
