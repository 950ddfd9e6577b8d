using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>Labels without alignment: <c>[Ctc(symbols)]</c>, as <c>nn.CTCLoss</c> (Graves et al. 2006).</summary>
/// <remarks>Mean over rows of -log p(labels) / max(1, labels), over the row's own valid steps.</remarks>
/// <param name="Symbols">Number of symbols with the blank.</param>
public sealed record CtcHead(int Symbols) : ReferenceHead
{
    /// <summary>The blank's index.</summary>
    public int Blank { get; init; }

    /// <summary>Whether an impossible target counts 0 instead of infinity; either way it has no gradient here.</summary>
    public bool ZeroInfinity { get; init; }

    /// <inheritdoc/>
    public override bool EveryStep => true;

    /// <inheritdoc/>
    public override int OutputWidth(ReferenceModel model) => Symbols;

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(ReferenceModel model) => LinearParameters(model, bias: true);

    private protected override AttributeText Describe() => DescribeShared(new AttributeText("Ctc").Positional(Symbols)
        .Named("Blank", Blank, 0).Named("ZeroInfinity", ZeroInfinity, false));

    internal override HeadOutput Forward(RunContext run, Sequences input) => new(LinearSteps(run, input, bias: true));

    internal override Var Loss(RunContext run, Sequences output, ReferenceTarget target)
    {
        var tape = run.Tape;
        var labels = target.Classes ?? throw new ArgumentException("The target needs Classes.", nameof(target));
        var lengths = target.LabelLengths ?? throw new ArgumentException("The target needs LabelLengths.", nameof(target));
        int width = labels.Length / lengths.Length;
        var terms = output.Rows.Select((steps, row) =>
        {
            var own = labels.AsSpan(row * width, lengths[row]).ToArray();
            var likelihood = LogLikelihood(tape, [.. steps.Select(tape.LogSoftmax)], own, Blank);
            return likelihood is null
                ? tape.Constant(1, ZeroInfinity ? 0 : double.PositiveInfinity)
                : tape.Scale(likelihood, target.SumReduction ? -1 : -1.0 / (Math.Max(1, own.Length) * lengths.Length));
        }).ToArray();
        return tape.SumAll(terms);
    }

    /// <summary>log p(labels) by the forward recursion over labels with blanks between; null when no path exists.</summary>
    /// <param name="tape">The record.</param>
    /// <param name="logProbabilities">Per step, log p of each symbol.</param>
    /// <param name="labels">The labels, without blanks.</param>
    /// <param name="blank">The blank's index.</param>
    public static Var? LogLikelihood(Tape tape, IReadOnlyList<Var> logProbabilities, IReadOnlyList<int> labels, int blank)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(logProbabilities);
        ArgumentNullException.ThrowIfNull(labels);
        int[] extended = [blank, .. labels.SelectMany(label => new[] { label, blank })];
        // null stands for probability zero.
        Var?[] alpha = new Var?[extended.Length];
        for (int s = 0; s < Math.Min(2, extended.Length); s++)
            alpha[s] = tape.Slice(logProbabilities[0], extended[s], 1);
        for (int t = 1; t < logProbabilities.Count; t++)
        {
            var previous = alpha;
            alpha = new Var?[extended.Length];
            for (int s = 0; s < extended.Length; s++)
            {
                bool mayJump = s > 1 && extended[s] != blank && extended[s] != extended[s - 2];
                var sum = LogAdd(tape, previous[s], s > 0 ? previous[s - 1] : null, mayJump ? previous[s - 2] : null);
                alpha[s] = sum is null ? null : tape.Add(sum, tape.Slice(logProbabilities[t], extended[s], 1));
            }
        }

        return LogAdd(tape, alpha[^1], alpha.Length > 1 ? alpha[^2] : null);
    }

    private static Var? LogAdd(Tape tape, params Var?[] terms)
    {
        var possible = terms.OfType<Var>().ToArray();
        return possible.Length == 0 ? null : tape.LogSumExp(tape.Concatenate(possible));
    }
}
