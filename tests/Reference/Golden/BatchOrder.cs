namespace LstmGen.Reference.Golden;

/// <summary>Swaps the two leading axes of a tensor: [T, B, ...] to [B, T, ...] and back.</summary>
internal static class BatchOrder
{
    public static T[] Swap<T>(T[] values, int outer, int inner)
    {
        int width = values.Length / (outer * inner);
        var result = new T[values.Length];
        for (int i = 0; i < outer; i++)
            for (int j = 0; j < inner; j++)
                Array.Copy(values, ((i * inner) + j) * width, result, ((j * outer) + i) * width, width);
        return result;
    }
}
