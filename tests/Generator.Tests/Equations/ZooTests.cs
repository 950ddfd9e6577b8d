using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Cells;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Equations;
using LstmGen.Reference.Running;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>Every cell of LstmGen.Cells: outputs, states, all gradients and streams against the naive version in double.</summary>
public sealed class ZooTests(ZooModels models) : IClassFixture<ZooModels>
{
    private const double Step = 1e-6;
    private const int Steps = 5;

    public static TheoryData<string> Names => [.. ZooModels.All.Keys];

    public static TheoryData<string> Streams => [.. ZooModels.Streams.Keys];

    public static TheoryData<string> Cells => [.. Zoo.All.Keys];

    [Fact]
    public void Every_cell_of_the_library_has_a_naive_version() => Assert.Equal(
        typeof(LstmGen.Cells.Janet).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(CellAttribute), false))
            .Select(type => type.Name).Order(), Zoo.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cell_written_as_equations_computes_what_its_naive_version_does(string name)
    {
        foreach (SimdLevel level in Levels(name, Zoo.All.ContainsKey(name)))
        {
            using var _ = new AtSimdLevel(level);
            Holds(ZooModels.Case(name, ragged: level != SimdLevel.Vector256).Compare(models.Create(name), dropout: false));
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void With_masks_it_does_too(string name)
    {
        Holds(ZooModels.Case(name + "Zoned").Compare(models.Create(name + "Zoned"), dropout: true));
        Holds(ZooModels.Case(name + "Zoned", ragged: false).Compare(models.Create(name + "Zoned"), dropout: true));
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Emitted_gradients_are_difference_quotients(string name)
    {
        CellCase test = ZooModels.Case(name);
        ModelResult result = test.Run(models.Create(name), dropout: false);
        foreach (string parameter in result.Gradients.Keys)
        {
            double[] gradient = result.Gradients[parameter];
            for (int i = 0; i < gradient.Length; i += Math.Max(1, gradient.Length / 4))
            {
                double quotient = (Loss(test, parameter, i, Step) - Loss(test, parameter, i, -Step)) / (2 * Step);
                Assert.True(
                    Math.Abs(gradient[i] - quotient) <= 2e-4 + 1e-3 * Math.Abs(quotient),
                    $"{parameter}[{i}] is {gradient[i]:R}, the difference quotient {quotient:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Streamed_steps_give_the_bits_of_the_whole_sequence(string name)
    {
        foreach (SimdLevel level in Levels(name, name.EndsWith("24", StringComparison.Ordinal)))
        {
            using var _ = new AtSimdLevel(level);
            foreach (int rows in new[] { 1, 3 })
            {
                Probe probe = Probe.Of(ZooModels.Streams[name], rows, Steps);
                TypedModel model = new(models.CreateStreamed(probe));
                ModelBatch batch = new(probe.Data);
                float[] whole = new float[rows * Steps * 2], outputs = new float[rows * 2];
                model.Predict(batch, whole);
                TypedStream stream = model.CreateStream(rows);
                for (int t = 0; t < Steps; t++)
                {
                    stream.Step(batch, t, outputs);
                    for (int row = 0; row < rows; row++)
                        Assert.Equal(whole[((row * Steps + t) * 2)..((row * Steps + t + 1) * 2)], outputs[(row * 2)..((row + 1) * 2)]);
                }
            }
        }
    }

    // Most of the time goes into compiling a model for a vector width: where all are not asked for, each name gets one of them.
    private static SimdLevel[] Levels(string name, bool all) =>
        all ? Enum.GetValues<SimdLevel>() : [Enum.GetValues<SimdLevel>()[name.Sum(c => c) % Enum.GetValues<SimdLevel>().Length]];

    private static double Loss(CellCase test, string parameter, int index, double step)
    {
        var moved = new Dictionary<string, double[]>(test.Parameters) { [parameter] = (double[])test.Parameters[parameter].Clone() };
        moved[parameter][index] += step;
        return ReferenceRun.Loss(test.Model, moved, test.Given);
    }

    private static void Holds((string Tensor, double Ratio) worst) =>
        Assert.True(worst.Ratio <= 1, $"{worst.Tensor} is off by {worst.Ratio:g3} times what is allowed");
}
