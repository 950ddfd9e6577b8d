using System.CommandLine;
using System.Globalization;
using LstmGen.Interchange;
using LstmGen.Interchange.Structure;
using LstmGen.Tool.Running;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen verify FILE OTHER</c>: whether two files give the same outputs on random input.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        Argument<string> first = Arguments.Model();
        Argument<string> second = Arguments.File("OTHER", "A file of any of these forms.");
        Option<string?> entry = Arguments.Entry(), otherEntry = Arguments.Entry("--other-entry", "The same for OTHER.");
        Option<int> steps = NumberOption.Create(
                "--steps", "Length of the random sequence.", 20, 1, 100_000, "a whole number of 1 to 100000"),
            seed = NumberOption.Create(
                "--seed", "Seed of the random numbers.", 1, int.MinValue, int.MaxValue, "a whole number of -2147483648 to 2147483647");
        Option<double> tolerance = NumberOption.Create(
            "--tolerance", "The largest difference that counts as the same.", 1e-5, 0, double.MaxValue, "a finite number of 0 or more");
        var command = new Command(
            "verify",
            "Computes the models of two files on random input in double precision and compares their outputs. Exit code 3: they differ.")
        {
            first, second, steps, seed, tolerance, entry, otherEntry,
        };
        command.SetAction(
            parsed =>
                Run(
                    Arguments.Open(parsed, first, entry), Arguments.Open(parsed, second, otherEntry), parsed.GetValue(steps),
                    parsed.GetValue(seed), parsed.GetValue(tolerance)));
        return command;
    }

    private static int Run(WeightFile first, WeightFile second, int steps, int seed, double tolerance)
    {
        DeclaredRunner one = DeclaredRunner.Of(Proposal.Of(first)), other = DeclaredRunner.Of(Proposal.Of(second));
        if (one.Input != other.Input)
        {
            Screen.Line($"different: {first.Source} reads {one.Input}, {second.Source} {other.Input}");
            return ExitCodes.Different;
        }

        double[][][] a = one.Run(steps, seed), b = other.Run(steps, seed);
        if (!Shapes(a).SequenceEqual(Shapes(b)))
        {
            Screen.Line($"different: {first.Source} gives {Text(a)}, {second.Source} {Text(b)}");
            return ExitCodes.Different;
        }

        double largest =
            a.Zip(b).SelectMany(head => head.First.Zip(head.Second))
                .SelectMany(step => step.First.Zip(step.Second, Difference)).DefaultIfEmpty().Max();
        bool same = largest <= tolerance;
        Screen.Line(
            string.Create(
                CultureInfo.InvariantCulture, $"{(same ? "same" : "different")}: outputs {Text(a)}, largest difference {largest:g3}"));
        return same ? ExitCodes.Success : ExitCodes.Different;
    }

    // Infinite where either is no number.
    private static double Difference(double a, double b) => double.IsFinite(a - b) ? Math.Abs(a - b) : double.PositiveInfinity;

    private static IEnumerable<(int Steps, int Values)> Shapes(double[][][] heads) => heads.Select(head => (head.Length, head[0].Length));

    private static string Text(double[][][] heads) =>
        string.Join(
            " and ", Shapes(heads).Select(shape => string.Create(CultureInfo.InvariantCulture, $"[{shape.Steps}, {shape.Values}]")));
}
