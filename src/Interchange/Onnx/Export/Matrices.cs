namespace LstmGen.Interchange.Onnx.Export;

/// <summary>Weights in another order.</summary>
internal static class Matrices
{
    /// <summary>[rows, columns] as [columns, rows].</summary>
    public static float[] Transpose(ReadOnlySpan<float> values, int rows, int columns)
    {
        float[] result = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
                result[column * rows + row] = values[row * columns + column];
        }

        return result;
    }

    /// <summary>Blocks of equal size in the given order; -1 for a block of zeros.</summary>
    public static float[] Blocks(ReadOnlySpan<float> values, int block, params ReadOnlySpan<int> order)
    {
        float[] result = new float[order.Length * block];
        for (int i = 0; i < order.Length; i++)
        {
            if (order[i] >= 0)
                values.Slice(order[i] * block, block).CopyTo(result.AsSpan(i * block));
        }

        return result;
    }
}
