namespace LstmGen.Reference.Tests;

/// <summary>CRF and CTC against the enumeration of every path.</summary>
public class StructuredLossTests
{
    private const int Steps = 4, Symbols = 3;

    private static readonly double[][] Scores =
        [[0.3, -0.2, 1.1], [-0.7, 0.4, 0.2], [0.9, 0.1, -0.3], [0.5, -1.1, 0.6]];

    private static readonly double[] Transitions = [0.2, -0.5, 0.1, 0.7, 0.3, -0.9, -0.2, 0.6, 0.4];
    private static readonly double[] Start = [0.1, 0.5, -0.3];
    private static readonly double[] End = [-0.4, 0.2, 0.6];

    private static IEnumerable<int[]> Paths => Enumerable.Range(0, (int)Math.Pow(Symbols, Steps))
        .Select(code => Enumerable.Range(0, Steps).Select(t => code / (int)Math.Pow(Symbols, t) % Symbols).ToArray());

    [Fact]
    public void Crf_normaliser_is_the_sum_over_all_paths()
    {
        var tape = new Tape();
        var emissions = Scores.Select(s => tape.Leaf(s)).ToArray();
        var partition = ConditionalRandomField.LogPartition(tape, emissions, tape.Leaf(Transitions), tape.Leaf(Start), tape.Leaf(End));

        Assert.Equal(Math.Log(Paths.Sum(path => Math.Exp(ScoreOf(path)))), partition.Scalar, 12);
    }

    [Fact]
    public void Crf_score_adds_start_emissions_transitions_and_end()
    {
        var tape = new Tape();
        var emissions = Scores.Select(s => tape.Leaf(s)).ToArray();
        foreach (var path in Paths)
        {
            var score = ConditionalRandomField.Score(tape, emissions, path, tape.Leaf(Transitions), tape.Leaf(Start), tape.Leaf(End));
            Assert.Equal(ScoreOf(path), score.Scalar, 12);
        }
    }

    [Fact]
    public void Best_path_is_the_best_of_all_paths() =>
        Assert.Equal(Paths.MaxBy(ScoreOf), ConditionalRandomField.BestPath(Scores, Transitions, Start, End));

    [Theory]
    [InlineData(new int[0], 0)]
    [InlineData(new[] { 1 }, 0)]
    [InlineData(new[] { 1, 2 }, 0)]
    [InlineData(new[] { 1, 1 }, 0)]
    [InlineData(new[] { 0, 1, 0 }, 2)]
    public void Ctc_likelihood_is_the_sum_over_all_paths_that_collapse_to_the_labels(int[] labels, int blank)
    {
        var tape = new Tape();
        var logs = Scores.Select(s => tape.LogSoftmax(tape.Leaf(s))).ToArray();
        var likelihood = CtcHead.LogLikelihood(tape, logs, labels, blank);

        double sum = Paths.Where(path => Collapse(path, blank).SequenceEqual(labels))
            .Sum(path => Math.Exp(path.Select((symbol, t) => logs[t].Value[symbol]).Sum()));
        Assert.Equal(Math.Log(sum), likelihood!.Scalar, 12);
    }

    [Fact]
    public void Ctc_of_labels_that_do_not_fit_has_no_path()
    {
        var tape = new Tape();
        var logs = Scores.Select(s => tape.LogSoftmax(tape.Leaf(s))).ToArray();
        Assert.Null(CtcHead.LogLikelihood(tape, logs, [1, 1, 1], 0));
    }

    private static double ScoreOf(int[] path) => Start[path[0]] + End[path[^1]]
        + path.Select((tag, t) => Scores[t][tag]).Sum()
        + path.Zip(path.Skip(1), (from, to) => Transitions[(from * Symbols) + to]).Sum();

    private static IEnumerable<int> Collapse(int[] path, int blank) =>
        path.Where((symbol, t) => symbol != blank && (t == 0 || path[t - 1] != symbol));
}
