namespace LstmGen.Data;

public abstract partial class Scaler
{
    /// <summary>Scales rows in place.</summary>
    /// <param name="rows"><c>[n, F]</c></param>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    public void TransformInPlace(Span<float> rows)
    {
        RequireRows(rows.Length, Features);
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (float)((rows[i] - _center[i % Features]) / _scale[i % Features] + _low);
    }

    /// <summary>Scales values of one column in place, such as targets.</summary>
    /// <param name="values"><c>[n]</c></param>
    /// <param name="column">Which column of the fitted data they are.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public void TransformInPlace(Span<float> values, int column)
    {
        RequireColumn(column);
        foreach (ref var value in values)
            value = (float)((value - _center[column]) / _scale[column] + _low);
    }

    /// <summary>Brings scaled values of the only column back into the data's unit, in place: steps, horizons, rows.</summary>
    /// <param name="values"><c>[n]</c></param>
    /// <exception cref="ArgumentException">
    /// The scaler was fitted on several columns: the values could be several steps of one of them or a row of all. Say which by
    /// <see cref="InverseInPlace(Span{float}, int)"/>, <see cref="InverseInPlace(Span{float}, ReadOnlySpan{int})"/> or
    /// <see cref="InverseRowsInPlace"/>.
    /// </exception>
    public void InverseInPlace(Span<float> values)
    {
        if (Features != 1)
            throw new ArgumentException(
                $"The scaler was fitted on {Features} columns, and these {values.Length} values may be steps of one "
                    + "column or rows of all. Write "
                + "Inverse(values, column) for steps of one column, Inverse(values, [columns]) for rows of some, "
                + "InverseRows(values) for rows of all.",
                nameof(values));
        InverseInPlace(values, 0);
    }

    /// <summary>Brings scaled values of one column back into the data's unit, in place, such as a forecast of several steps.</summary>
    /// <param name="values"><c>[n]</c></param>
    /// <param name="column">Which column of the fitted data they are.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public void InverseInPlace(Span<float> values, int column)
    {
        RequireColumn(column);
        foreach (ref var value in values)
            value = (float)((value - _low) * _scale[column] + _center[column]);
    }

    /// <summary>Brings scaled rows of all columns back into the data's unit, in place.</summary>
    /// <param name="rows"><c>[n, F]</c></param>
    /// <exception cref="ArgumentException">The values are no whole number of rows.</exception>
    public void InverseRowsInPlace(Span<float> rows)
    {
        RequireRows(rows.Length, Features);
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (float)((rows[i] - _low) * _scale[i % Features] + _center[i % Features]);
    }

    /// <summary>Brings scaled rows of some columns back, such as predictions of the target columns, in place.</summary>
    /// <param name="rows"><c>[n, columns]</c></param>
    /// <param name="columns">Which column of the fitted data each of them is.</param>
    /// <exception cref="ArgumentException">The values are no whole number of rows, or there is no such column.</exception>
    public void InverseInPlace(Span<float> rows, ReadOnlySpan<int> columns)
    {
        RequireRows(rows.Length, columns.Length);
        foreach (var column in columns)
            RequireColumn(column);
        for (var i = 0; i < rows.Length; i++)
        {
            var column = columns[i % columns.Length];
            rows[i] = (float)((rows[i] - _low) * _scale[column] + _center[column]);
        }
    }
}
