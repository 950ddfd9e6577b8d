using LstmGen.CompilerServices;
using LstmGen.Reference.Random;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>
/// Attention as emitted, against the naive reference in double: outputs, alignments, losses and all gradients, the source's too.
/// </summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many of each kind are drawn: one for four of it, 12 at least.</remarks>
public class AttentionTests
{
    private const int LeastCases = 12;
    private static readonly SimdLevel[] Levels = Enum.GetValues<SimdLevel>();

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish)
            ? Math.Max(LeastCases, wish / 4)
            : LeastCases;

    [Fact]
    public void Decoders_that_attend_to_a_source_are_the_references() => Check(AttentionDraw.Decoder);

    [Fact]
    public void Stacks_with_self_attention_are_the_references() => Check(AttentionDraw.Self);

    private static void Check(Func<int, RandomCase> draw)
    {
        RandomCase[] cases = [.. Enumerable.Range(0, Cases).Select(draw)];
        using CompiledModels models = ModelCompiler.Compile([.. cases.Select(drawn => drawn.Model.ToSource("Drawn"))]);
        var faults = new List<string>();
        foreach (RandomCase drawn in cases)
        {
            using var _ = new AtSimdLevel(Levels[drawn.Seed % Levels.Length]);
            var runner = new ModelRunner(models.Create($"Drawn.{drawn.Model.Name}"));
            runner.Load(drawn.Parameters);
            ModelResult actual = runner.Run(drawn.Data);
            if (Closeness.Difference(drawn.Compute(), actual, drawn.Compute(single: true)) is { } difference)
                faults.Add($"{drawn}\n{difference}");
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults.Take(6)) + $"\n{faults.Count} of {Cases}");
    }
}
