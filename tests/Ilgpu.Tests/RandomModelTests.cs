using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Random;

namespace LstmGen.Ilgpu.Tests;

/// <summary>Randomly drawn declarations of the whole vocabulary, on the simulated device against the reference.</summary>
/// <remarks><c>LSTMGEN_RANDOM_GPU_CASES</c> sets how many are drawn.</remarks>
public sealed class RandomModelTests
{
    private const int DefaultCases = 8;

    // The device is slow: small models, few steps.
    private static readonly RandomModelOptions Options =
        RandomModelOptions.Everything with { MaxSize = 9, MaxLayers = 2, MaxStack = 2, MaxTime = 6, MaxBatch = 4 };

    private static int Cases =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_GPU_CASES"), out int wish) ? wish : DefaultCases;

    [Fact]
    public void Outputs_losses_and_all_gradients_are_the_references()
    {
        RandomCase[] cases = [.. Enumerable.Range(0, Cases).Select(seed => RandomModels.Draw(seed, Options))];
        using var models = new Drawn(cases);
        foreach (RandomCase drawn in cases)
        {
            if (models.Fault(drawn) is { } fault)
                Assert.Fail($"{drawn}\n{fault}");
        }
    }

    private sealed class Drawn(IEnumerable<RandomCase> cases) : DeviceModels(cases.Select(ProbeOf))
    {
        public string? Fault(RandomCase drawn)
        {
            try
            {
                return Difference(ProbeOf(drawn));
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
            {
                return e.ToString();
            }
        }

        private static Probe ProbeOf(RandomCase drawn) => new(drawn.Model, drawn.Parameters, drawn.Data);
    }
}
