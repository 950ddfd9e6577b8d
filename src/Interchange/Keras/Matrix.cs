namespace LstmGen.Interchange.Keras;

/// <summary>A row-major matrix of a file.</summary>
internal sealed record Matrix(float[] Values, int Rows, int Columns)
{
    /// <summary>The values of [columns, rows].</summary>
    public float[] Transposed()
    {
        float[] result = new float[Values.Length];
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
                result[column * Rows + row] = Values[row * Columns + column];
        }

        return result;
    }
}
