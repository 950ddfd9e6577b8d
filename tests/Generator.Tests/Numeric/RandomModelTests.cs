using LstmGen.CompilerServices;
using LstmGen.Reference.Random;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Randomly drawn declarations, emitted and run, against the naive reference in double.</summary>
/// <remarks><c>LSTMGEN_RANDOM_CASES</c> sets how many are drawn.</remarks>
public class RandomModelTests
{
    private const int ModelsPerCompilation = 50, DefaultCases = 32;

    // Most of the time goes into compiling a model for a vector width: each case gets one of them.
    private static readonly SimdLevel[] Levels = Enum.GetValues<SimdLevel>();

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_CASES"), out int wish) ? wish : DefaultCases;

    [Fact]
    public void Outputs_losses_and_all_gradients_are_the_references()
    {
        foreach (int[] seeds in Enumerable.Range(0, Cases).Chunk(ModelsPerCompilation))
        {
            RandomCase[] cases = [.. seeds.Select(seed => RandomModels.Draw(seed, Vocabulary.Options))];
            using CompiledModels models = ModelCompiler.Compile([.. cases.Select(Source)]);
            foreach (RandomCase drawn in cases)
            {
                if (Fault(drawn, models.Create(TypeName(drawn))) is { } fault)
                    Assert.Fail(Report(drawn, fault));
            }
        }
    }

    private static string Source(RandomCase drawn) => drawn.Model.ToSource("Drawn");

    private static string TypeName(RandomCase drawn) => $"Drawn.{drawn.Model.Name}";

    private static string? Fault(RandomCase drawn, IRecurrentModel model)
    {
        var expected = drawn.Compute();
        SimdLevel level = Levels[drawn.Seed % Levels.Length];
        using var _ = new AtSimdLevel(level);
        try
        {
            var runner = new ModelRunner(model);
            runner.Load(drawn.Parameters);
            // What a larger batch leaves behind in the buffers must not be read.
            runner.Run(RandomData.Batch(drawn.Model, drawn.Seed + 1, drawn.Data.Batch + 2, drawn.Data.Time));
            ModelResult actual = runner.Run(drawn.Data);
            if (Closeness.Difference(expected, actual) is null)
                return null;
            return Closeness.Difference(expected, actual, drawn.Compute(single: true)) is { } difference ? $"{level}:\n{difference}" : null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            return $"{level}: {e}";
        }
    }

    private static string Report(RandomCase drawn, string fault)
    {
        RandomCase smallest = RandomModels.Minimize(drawn, smaller => FaultAlone(smaller) is not null);
        return $"seed {drawn.Seed}\n{drawn}\n{fault}\n\nThe smallest that fails:\n{smallest}\n{FaultAlone(smallest)}";
    }

    private static string? FaultAlone(RandomCase drawn)
    {
        try
        {
            using CompiledModels models = ModelCompiler.Compile(Source(drawn));
            return Fault(drawn, models.Create(TypeName(drawn)));
        }
        catch (ModelCompilationException e)
        {
            return e.Message;
        }
    }
}
