using LstmGen.CompilerServices;
using LstmGen.Data;
using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Modeling;

/// <summary>Products of sizes that no array can hold were a bare OverflowException, or wrapped around.</summary>
public sealed class BlockSizeTests
{
    private const int Huge = int.MaxValue;

    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(3, 5, 15)]
    [InlineData(2_147_483_591, 1, 2_147_483_591)]
    public void A_product_that_fits_is_given(long a, long b, int product) => Assert.Equal(product, BlockSize.Of(a, b, "", ""));

    [Theory]
    [InlineData(2_147_483_592, 1)]
    [InlineData(65_536, 65_536)]
    [InlineData(1L << 32, 1L << 32)] // 0 in 64 bits
    [InlineData(long.MaxValue, long.MaxValue)]
    public void A_product_that_does_not_fit_is_an_error_that_names_the_sizes_and_the_way_out(long a, long b)
    {
        string message = Assert.Throws<ArgumentException>(() => BlockSize.Of(a, b, "rows x units", "Give fewer rows.")).Message;
        Assert.Contains($"rows x units = {a} x {b}", message, StringComparison.Ordinal);
        Assert.Contains("Give fewer rows.", message, StringComparison.Ordinal);
    }

    public static TheoryData<string> Cases => [.. Calls.Keys];

    // What each call of a user's says, in part.
    private static readonly Dictionary<string, (Action Call, string Says)> Calls = new()
    {
        ["buffer"] = (() => _ = new AlignedBuffer(Huge), "2147483575"),
        ["state"] =
            (() => _ = new ModelState([new StateInfo("h", 4, 1000, 0)], 1_000_000), "batch is 1000000: its state of 4000 values a row"),
        ["parameter"] = (() => _ = new ParameterInfo("embedding.weight", 0, [1 << 20, 1 << 12]), "1048576 x 4096"),
        ["confusion matrix"] = (() => _ = new ConfusionMatrix(100_000), "100000 x 100000"),
        ["beam decoder"] = (() => _ = new CtcBeamDecoder(50_000, 50_000), "beamWidth x symbols = 50000 x 50000"),
        ["beams"] = (() => _ = new BeamSearch<int>(new NoModel(), new BeamOptions { Beams = Huge }), "65536"),
        ["rows of parts"] = (() => TimeSplit.ByRows(Huge, 1, 1), "2147483649 rows"),
        ["gap ahead"] = (() => Windows.Over(Series(10), new WindowOptions { Window = 3, Gap = Huge }), "Gap 2147483647"),
        ["gap ahead, looking back"] =
            (() => Windows.Over(Series(10), new WindowOptions { Window = 3, Gap = Huge, LookBack = true }), "Gap 2147483647"),
        ["gap of a next step"] = (
            () => Windows.Over(Series(10), new WindowOptions { Window = 3, Gap = Huge, Target = WindowTarget.NextStep }),
            "Gap 2147483647"),
        ["horizon"] = (
            () => Windows.Over(Series(10), new WindowOptions { Window = Huge, Horizon = Huge }),
            "needs 4294967294: Window 2147483647 + Horizon 2147483647"),
        ["gap of parts"] = (() => Sequences(10).Split(0.5, gap: Huge), "a gap of 2147483647"),
        ["gap of three parts"] = (() => Sequences(10).Split(0.5, 0.25, gap: Huge), "a gap of 2147483647"),
        ["values of series"] =
            (() => Sequences(50_000).WithStatic(new float[50_000], 50_000, new int[50_000]), "sequences x width = 50000 x 50000"),
        ["values of a subset"] = (
            () => Sequences(1).WithStatic(new float[50_000], 50_000).Subset(new int[50_000]), "sequences x values of each = 50000 x 50000"),
        ["target columns"] = (
            () => Windows.Over(Series(50_000), new WindowOptions { Window = 3, TargetColumns = new int[50_000] }),
            "50000 rows x 50000 target columns"),
        ["sequences"] =
            (() => SequenceSet.FromTokens(new Repeated(new int[1 << 20], 1 << 12)), "4096 sequences with 4294967296 values together"),
        ["sentences"] =
            (() => SequenceSet.NextToken(new Repeated(new int[1 << 20], 1 << 12)), "4096 sequences with 4294967296 values together"),
        ["step of an output"] = (() => PredictInput.Buffer(3L << 31), "6442450944 values"),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sizes_past_31_bits_are_said_with_their_numbers(string name)
    {
        Exception? thrown = Record.Exception(Calls[name].Call);
        Assert.IsAssignableFrom<ArgumentException>(thrown);
        Assert.Contains(Calls[name].Says, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_no_array_holds_is_said_with_its_size()
    {
        var block = new SequenceBlock(new SequenceShape(4, [new TargetShape(SequenceTargetKind.StepValues, 1 << 20)]));
        Assert.Contains(
            "A block of 8589934588 values", Assert.Throws<InvalidOperationException>(() => block.AddFeatures(Huge)).Message,
            StringComparison.Ordinal);
        var targets = new SequenceBlock(new SequenceShape(1, [new TargetShape(SequenceTargetKind.StepValues, 1 << 20)]));
        targets.AddFeatures(1 << 12).Clear();
        Assert.Contains(
            "A block of 4294967296 values", Assert.Throws<InvalidOperationException>(() => targets.AddValues(0)).Message,
            StringComparison.Ordinal);
    }

    private static SequenceSet Sequences(int count) =>
        SequenceSet.FromFeatures(new float[count], 1, [.. Enumerable.Repeat(1, count)]);

    private static TimeSeries Series(int rows) => new(new float[rows], ["value"]);

    private sealed class NoModel : INextTokenModel<int>
    {
        public int Vocabulary => 2;

        public int CreateState() => 0;

        public void Reset(int state)
        {
        }

        public void Copy(int source, int destination)
        {
        }

        public void Step(int state, int token, Span<float> logits) => logits.Clear();
    }

    // The same array again and again, so that a set too large for memory takes none.
    private sealed class Repeated(int[] one, int count) : IReadOnlyList<int[]>
    {
        public int Count => count;

        public int[] this[int index] => one;

        public IEnumerator<int[]> GetEnumerator() => Enumerable.Repeat(one, count).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
