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
        var steps = new Option<int>("--steps") { Description = "Length of the random sequence.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int>("--seed") { Description = "Seed of the random numbers.", DefaultValueFactory = _ => 1 };
        var tolerance = new Option<double>(
            "--tolerance") { Description = "The largest difference that counts as the same.", DefaultValueFactory = _ => 1e-5 };
        steps.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
                result.AddError("--steps is out of range; give 1 to 100000.");
        });
        tolerance.Validators.Add(result =>
        {
            if (!(result.GetValueOrDefault<double>() >= 0))
                result.AddError("--tolerance is out of range; give a number of 0 or more.");
        });
        var command = new Command(
            "verify",
            "Computes the models of two files on random input in double precision and compares their outputs. Exit code 3: they differ.")
        {
            first, second, steps, seed, tolerance,
        };
        command.SetAction(
            parsed =>
                Run(
                    parsed.GetValue(first)!, parsed.GetValue(second)!, parsed.GetValue(steps), parsed.GetValue(seed),
                    parsed.GetValue(tolerance)));
        return command;
    }

    private static int Run(string first, string second, int steps, int seed, double tolerance)
    {
        DeclaredRunner one = DeclaredRunner.Of(Proposal.Of(WeightFile.Open(first))),
            other = DeclaredRunner.Of(Proposal.Of(WeightFile.Open(second)));
        if (one.Input != other.Input)
        {
            Console.WriteLine($"different: {first} reads {one.Input}, {second} {other.Input}");
            return ExitCodes.Different;
        }

        double[][][] a = one.Run(steps, seed), b = other.Run(steps, seed);
        if (!Shapes(a).SequenceEqual(Shapes(b)))
        {
            Console.WriteLine($"different: {first} gives {Text(a)}, {second} {Text(b)}");
            return ExitCodes.Different;
        }

        double largest =
            a.Zip(b).SelectMany(head => head.First.Zip(head.Second))
                .SelectMany(step => step.First.Zip(step.Second, Difference)).DefaultIfEmpty().Max();
        bool same = largest <= tolerance;
        Console.WriteLine(
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
