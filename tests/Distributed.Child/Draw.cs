using LstmGen.Data;

namespace LstmGen.Distributed.Child;

/// <summary>Small data sets of many lengths, drawn by a seed.</summary>
public static class Draw
{
    public static float[][] Rows(int count, int width, int shortest, int longest, long seed)
    {
        var random = new SeededRandom(seed);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++)
            rows[i] = Values((shortest + random.NextInt(longest - shortest + 1)) * width, seed + 1000 + i);
        return rows;
    }

    public static int[][] Ids(int count, int limit, int shortest, int longest, long seed)
    {
        var random = new SeededRandom(seed);
        int[][] rows = new int[count][];
        for (int i = 0; i < count; i++)
            rows[i] = Classes(shortest + random.NextInt(longest - shortest + 1), limit, seed + 1000 + i);
        return rows;
    }

    public static float[] Values(int count, long seed)
    {
        var random = new SeededRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)random.NextGaussian();
        return values;
    }

    public static int[] Classes(int count, int limit, long seed)
    {
        var random = new SeededRandom(seed);
        int[] values = new int[count];
        for (int i = 0; i < count; i++)
            values[i] = random.NextInt(limit);
        return values;
    }
}
