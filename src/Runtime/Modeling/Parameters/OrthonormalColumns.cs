namespace LstmGen.CompilerServices;

/// <summary>
/// The Q of a QR decomposition by blocks of Householder reflections (Schreiber and Van Loan 1989), in double precision, with the signs
/// at which R's diagonal is positive. Q is unique then: Gram-Schmidt gives the same, and so does <c>torch.nn.init.orthogonal_</c>.
/// </summary>
/// <remarks>
/// A column is contiguous in memory. Threads share the columns. Sums have four lanes on every processor, and products and sums are rounded
/// apart, so that the values depend neither on the number of threads nor on the width of the vectors.
/// </remarks>
internal sealed partial class OrthonormalColumns
{
    private const int Lanes = 4, BlockColumns = 32;

    private readonly int _rows, _columns, _stride;
    private readonly double[] _reflections, _q, _factors, _signs;

    /// <summary>Room for a matrix.</summary>
    /// <param name="rows">Rows, at least as many as columns.</param>
    /// <param name="columns">Columns.</param>
    public OrthonormalColumns(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        _stride = (rows + Lanes - 1) / Lanes * Lanes;
        _reflections = new double[checked(columns * _stride)];
        _q = new double[_reflections.Length];
        _factors = new double[columns];
        _signs = new double[columns];
    }

    /// <summary>A column of the matrix, [rows], to be written before <see cref="Compute"/>.</summary>
    public Span<double> Column(int column) => _reflections.AsSpan(column * _stride, _rows);

    /// <summary>A column of Q, [rows], after <see cref="Compute"/>.</summary>
    public ReadOnlySpan<double> Orthonormal(int column) => _q.AsSpan(column * _stride, _rows);

    /// <summary>Computes Q.</summary>
    public void Compute()
    {
        for (int first = 0; first < _columns; first += BlockColumns)
        {
            SetBlock(first);
            for (int column = first; column < first + _count; column++)
            {
                Reflection(column);
                ReflectRestOfBlock(column);
            }

            SumReflections();
            Reflect(_reflections, first + _count, transposed: true);
        }

        // Q = H_0 H_1 ... applied to the first columns of the identity, the last reflections first.
        for (int first = (_columns - 1) / BlockColumns * BlockColumns; first >= 0; first -= BlockColumns)
        {
            SetBlock(first);
            for (int column = first; column < first + _count; column++)
                _q[column * _stride + column] = _signs[column];
            SumReflections();
            Reflect(_q, first, transposed: false);
        }
    }

    // H = 1 - factor v v^T turns the rest of a column into R's diagonal; v takes the column's place, with 1 on the diagonal and 0 above it.
    private void Reflection(int column)
    {
        Span<double> v = _reflections.AsSpan(column * _stride, _stride);
        v[..column].Clear();
        double head = v[column], norm = Math.Sqrt(Dot(v, v));
        double diagonal = head > 0 ? -norm : norm;
        _signs[column] = diagonal < 0 ? -1 : 1;
        _factors[column] = norm == 0 ? 0 : (diagonal - head) / diagonal;
        double scale = norm == 0 ? 0 : 1 / (head - diagonal);
        for (int row = column + 1; row < _rows; row++)
            v[row] *= scale;
        v[column] = 1;
    }

    private void ReflectRestOfBlock(int column)
    {
        ReadOnlySpan<double> v = _reflections.AsSpan(column * _stride, _stride);
        for (int other = column + 1; other < _first + _count; other++)
        {
            Span<double> values = _reflections.AsSpan(other * _stride, _stride);
            int start = column / Lanes * Lanes;
            Subtract(values[start..], v[start..], _factors[column] * Dot(v[start..], values[start..]));
        }
    }
}
