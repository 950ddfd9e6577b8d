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
        var tolerance = new Option<double>("--tolerance") { Description = "The largest difference that counts as the same.", DefaultValueFactory = _ => 1e-5 };
        steps.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
                result.AddError("--steps is out of range; give 1 to 100000.");
        });
        var command = new Command("verify", "Computes the models of two files on random input in double precision and compares their outputs. Exit code 3: they differ.")
        {
            first, second, steps, seed, tolerance,
        };
        command.SetAction(parsed => Run(parsed.GetValue(first)!, parsed.GetValue(second)!, parsed.GetValue(steps), parsed.GetValue(seed), parsed.GetValue(tolerance)));
        return command;
    }

    private static int Run(string first, string second, int steps, int seed, double tolerance)
    {
        double[][] a = SketchRunner.Of(Proposal.Of(WeightFile.Open(first))).Run(steps, seed);
        double[][] b = SketchRunner.Of(Proposal.Of(WeightFile.Open(second))).Run(steps, seed);
        if (a.Length != b.Length || a[0].Length != b[0].Length)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"different: {first} gives [{a.Length}, {a[0].Length}], {second} [{b.Length}, {b[0].Length}]"));
            return ExitCodes.Different;
        }

        double largest = 0;
        for (int t = 0; t < a.Length; t++)
        {
            for (int i = 0; i < a[t].Length; i++)
                largest = Math.Max(largest, double.IsFinite(a[t][i] - b[t][i]) ? Math.Abs(a[t][i] - b[t][i]) : double.PositiveInfinity);
        }

        bool same = largest <= tolerance;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(same ? "same" : "different")}: outputs [{a.Length}, {a[0].Length}], largest difference {largest:g3}"));
        return same ? ExitCodes.Success : ExitCodes.Different;
    }
}
