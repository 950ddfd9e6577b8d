namespace LstmGen.AspNetCore;

/// <summary>Turns what a request brings into what a model reads, and says what is wrong with it.</summary>
public static class ModelInput
{
    /// <summary>The values of one sequence, [T, features], from a row for each step.</summary>
    /// <param name="model">The model that will read them.</param>
    /// <param name="rows">A row for each step.</param>
    /// <exception cref="ArgumentException">
    /// The model reads token ids, there is no row, a row is missing or of another width, a value is not finite, or the rows have more
    /// values than an array holds. No memory is taken before every row's width is known to be right.
    /// </exception>
    public static float[] Features(IRecurrentModel model, IReadOnlyList<float[]> rows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ModelDescription description = model.Description;
        int width = description.Features;
        if (width == 0)
            throw new ArgumentException($"{description.Name} reads token ids. Send ids.", nameof(rows));
        if (rows.Count == 0)
            throw new ArgumentException("There is no row. Send a row for each step, at least one.", nameof(rows));
        for (int step = 0; step < rows.Count; step++)
        {
            int length = rows[step]?.Length ?? 0;
            if (length != width)
                throw new ArgumentException(
                    $"Row {step} has {length} values; {description.Name} reads {width} in each step.", nameof(rows));
        }

        long count = (long)rows.Count * width;
        if (count > Array.MaxLength)
            throw new ArgumentException(
                $"{rows.Count} rows of {width} values are {count} values; an array holds {Array.MaxLength}. Send at most "
                    + $"{Array.MaxLength / width} rows.", nameof(rows));
        float[] values = new float[count];
        for (int step = 0; step < rows.Count; step++)
        {
            float[] row = rows[step];
            int bad = Array.FindIndex(row, value => !float.IsFinite(value));
            if (bad >= 0)
                throw new ArgumentException($"Row {step}, value {bad} is {row[bad]}. Send finite numbers.", nameof(rows));
            row.CopyTo(values, step * width);
        }

        return values;
    }
}
