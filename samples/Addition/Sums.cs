using LstmGen.Data;

namespace LstmGen.Samples.Addition;

/// <summary>Questions such as 535+61 and their answers, as tokens: the digits, the plus, and marks where an answer begins and ends.</summary>
internal static class Sums
{
    public const int Plus = 10, Start = 11, End = 12, Vocabulary = 13;

    /// <summary>Different questions with numbers of up to <paramref name="digits"/> digits, each number of digits as often as the next.</summary>
    public static List<(int First, int Second)> Draw(int count, int digits, ulong seed)
    {
        var random = new SeededRandom(seed);
        var seen = new HashSet<(int, int)>();
        while (seen.Count < count)
            seen.Add((Number(ref random, digits), Number(ref random, digits)));
        return [.. seen];
    }

    /// <summary>What the writer reads and is to write, with what the reader reads.</summary>
    public static SequenceSet Set(IReadOnlyList<(int First, int Second)> sums) => SequenceSet
        .NextToken([.. sums.Select(sum => (int[])[Start, .. Digits(sum.First + sum.Second), End])])
        .WithSource(SequenceSet.FromTokens([.. sums.Select(sum => Question(sum.First, sum.Second))]));

    /// <summary>A question from its end to its beginning, so that what is written first was read last (Sutskever et al. 2014).</summary>
    public static int[] Question(int first, int second) => [.. Enumerable.Reverse([.. Digits(first), Plus, .. Digits(second)])];

    /// <summary>Reads a question of the command line.</summary>
    /// <exception cref="ArgumentException">It is not two numbers with a plus.</exception>
    public static (int First, int Second) Parse(string question)
    {
        string[] numbers = question.Split('+');
        return numbers.Length == 2 && Array.TrueForAll(numbers, number => number.Length is > 0 and <= 6 && number.All(char.IsAsciiDigit))
            ? (int.Parse(numbers[0]), int.Parse(numbers[1]))
            : throw new ArgumentException($"--question is '{question}'; give two numbers of up to six digits and a plus, such as 535+61.");
    }

    /// <summary>Tokens as text.</summary>
    public static string Text(IEnumerable<int> tokens) => string.Concat(tokens.Select(token => token < 10 ? (char)('0' + token) : token == Plus ? '+' : '?'));

    private static int Number(ref SeededRandom random, int digits)
    {
        int bound = 10;
        for (int more = random.NextInt(digits); more > 0; more--)
            bound *= 10;
        return random.NextInt(bound);
    }

    private static IEnumerable<int> Digits(int number) => $"{number}".Select(digit => digit - '0');
}
