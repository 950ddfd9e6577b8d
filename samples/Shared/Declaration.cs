using System.Reflection;

namespace LstmGen.Samples;

/// <summary>
/// Compares data with the numbers of a model's declaration, which are constants: the class <c>Declared</c> of a sample has them.
/// </summary>
internal static class Declaration
{
    /// <summary>Demands that the declared numbers are those of the data.</summary>
    /// <param name="sample">The run, whose command line the message repeats.</param>
    /// <param name="numbers">The constant's name, its value, the data's, and what of it the data has.</param>
    /// <exception cref="ArgumentException">They differ; the message is the command that builds the sample for the data.</exception>
    public static void Require(Sample sample, params IReadOnlyList<(string Name, int Here, int Data, string What)> numbers)
    {
        var different = numbers.Where(number => number.Here != number.Data).ToList();
        if (different.Count == 0)
            return;
        string project = Assembly.GetExecutingAssembly().GetName().Name!;
        string has =
            string.Join(" and ", different.Select(number => $"{number.Data} {number.What} (the model is declared for {number.Here})"));
        throw new ArgumentException(
            $"The data has {has}. Such numbers are constants of the declaration "
            + $"(Declared.{string.Join(", Declared.", different.Select(number => number.Name))} in Models.cs); "
            + $"build it for the data: dotnet run -c Release --project samples/{project} "
            + $"{Arguments(sample, different.Select(number => (number.Name, number.Data)))} -- {sample.CommandLine}");
    }

    /// <summary>Says that a declared number is smaller than the data's, and how to change it.</summary>
    public static string Change(string name, int number) => $"-p:{name}={number} before the -- makes room for all";

    private static string Arguments(Sample sample, IEnumerable<(string Name, int Number)> numbers)
    {
        var changed =
            Declared.Changed.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(argument => !numbers.Any(number => argument.StartsWith($"-p:{number.Name}=", StringComparison.Ordinal)));
        return string.Join(' ', changed.Concat(numbers.Select(number => $"-p:{number.Name}={number.Number}")));
    }
}
