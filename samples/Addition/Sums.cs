using LstmGen.Data;

namespace LstmGen.Samples.Addition;

/// <summary>Questions such as 535+61 and their answers.</summary>
internal static class Sums
{
    /// <summary>The digits and the plus.</summary>
    public static Letters Letters { get; } = new([.. "0123456789+"]);

    /// <summary>
    /// Different questions with numbers of up to <paramref name="digits"/> digits, each number of digits as often as the next.
    /// </summary>
    public static List<Pair> Draw(int count, int digits, long seed)
    {
        var random = new SeededRandom(seed);
        var seen = new HashSet<(int, int)>();
        while (seen.Count < count)
            seen.Add((Number(ref random, digits), Number(ref random, digits)));
        return [.. seen.Select(Pair)];
    }

    /// <summary>A question of the command line.</summary>
    /// <exception cref="ArgumentException">It is not two numbers with a plus.</exception>
    public static Pair Parse(string question)
    {
        string[] numbers = question.Split('+');
        return numbers.Length == 2 && Array.TrueForAll(numbers, number => number.Length is > 0 and <= 6 && number.All(char.IsAsciiDigit))
            ? Pair((int.Parse(numbers[0]), int.Parse(numbers[1])))
            : throw new ArgumentException($"--question is '{question}'; give two numbers of up to six digits and a plus, such as 535+61.");
    }

    private static Pair Pair((int First, int Second) sum) => new($"{sum.First}+{sum.Second}", $"{sum.First + sum.Second}");

    private static int Number(ref SeededRandom random, int digits)
    {
        int bound = 10;
        for (int more = random.NextInt(digits); more > 0; more--)
            bound *= 10;
        return random.NextInt(bound);
    }
}
