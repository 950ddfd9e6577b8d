namespace LstmGen.Reference.Random;

/// <summary>Seeded choices.</summary>
internal sealed class Dice(int seed)
{
    private readonly System.Random _random = new(seed);

    public int Seed => seed;

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low >= high ? low : _random.Next(low, high + 1);

    /// <summary>True once in <paramref name="n"/> times, and never where it is not allowed.</summary>
    public bool OneIn(int n, bool allowed = true) => _random.Next(n) == 0 && allowed;

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    /// <summary>A size from 1 to <paramref name="max"/>: mostly small, and more often odd than even.</summary>
    public int Size(int max)
    {
        int size = Between(1, _random.Next(3) switch { 0 => 4, 1 => 12, _ => max });
        size = Math.Min(size, max);
        return size % 2 == 0 && _random.Next(2) == 0 ? size - 1 : size;
    }

    /// <summary>Numbers that are exact in float, standard normal times <paramref name="scale"/>.</summary>
    public double[] Normal(int count, double scale)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            // Box and Muller 1958
            double radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
            values[i] = (float)(scale * radius * Math.Cos(2 * Math.PI * _random.NextDouble()));
        }

        return values;
    }

    public int[] Integers(int count, int below) => [.. Enumerable.Range(0, count).Select(_ => _random.Next(below))];
}
