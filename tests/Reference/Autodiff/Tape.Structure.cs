namespace LstmGen.Reference.Autodiff;

public sealed partial class Tape
{
    /// <summary>Elements <paramref name="start"/> to <paramref name="start"/> + <paramref name="length"/> - 1 of x.</summary>
    public Var Slice(Var x, int start, int length)
    {
        var value = x.Value.AsSpan(start, length).ToArray();
        return Record(value, y =>
        {
            for (int i = 0; i < length; i++)
                Accumulate(x, start + i, y.Gradient[i]);
        });
    }

    /// <summary>Row <paramref name="row"/> of a table with <paramref name="columns"/> columns.</summary>
    public Var Row(Var table, int row, int columns) => Slice(table, row * columns, columns);

    /// <summary>The parts, one after another.</summary>
    public Var Concatenate(params IReadOnlyList<Var> parts)
    {
        var value = parts.SelectMany(part => part.Value).ToArray();
        return Record(value, y =>
        {
            int offset = 0;
            foreach (var part in parts)
            {
                for (int i = 0; i < part.Length; i++)
                    Accumulate(part, i, y.Gradient[offset + i]);
                offset += part.Length;
            }
        });
    }

    /// <summary>The scalar x, <paramref name="length"/> times.</summary>
    public Var Broadcast(Var x, int length)
    {
        var value = new double[length];
        Array.Fill(value, x.Scalar);
        return Record(value, y =>
        {
            for (int i = 0; i < length; i++)
                Accumulate(x, 0, y.Gradient[i]);
        });
    }

    /// <summary>W x for the matrix W [rows, x.Length].</summary>
    public Var MatrixVector(Var matrix, Var x)
    {
        int columns = x.Length, rows = matrix.Length / columns;
        if (rows * columns != matrix.Length)
            throw new ArgumentException($"A matrix of {matrix.Length} elements cannot multiply a vector of {columns}.", nameof(matrix));
        var value = new double[rows];
        for (int r = 0; r < rows; r++)
        {
            double sum = 0;
            for (int c = 0, k = r * columns; c < columns; c++, k++)
                sum = Round(sum + Round(matrix.Value[k] * x.Value[c]));
            value[r] = sum;
        }

        return Record(value, y =>
        {
            for (int r = 0; r < rows; r++)
            {
                double gradient = y.Gradient[r];
                for (int c = 0, k = r * columns; gradient != 0 && c < columns; c++, k++)
                {
                    Accumulate(matrix, k, gradient * x.Value[c]);
                    Accumulate(x, c, gradient * matrix.Value[k]);
                }
            }
        });
    }
}
