using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>Attention to the source's outputs: <c>[Attention]</c>.</summary>
/// <param name="Source">Channels of the source.</param>
public sealed record AttentionLayer(int Source) : ReferenceLayer
{
    /// <summary>How queries and keys are compared.</summary>
    public AttentionScore Score { get; init; }

    /// <summary>Outputs of tanh(W [context; query]); 0 for [context; query] itself.</summary>
    public int Size { get; init; }

    /// <summary>Whether dot products are divided by the square root of their width.</summary>
    public bool Scaled { get; init; }

    /// <summary>Width of the additive score; 0 for that of the query.</summary>
    public int ScoreSize { get; init; }

    /// <summary>Training-time dropout of weights; not computed here.</summary>
    public float Dropout { get; init; }

    /// <summary>Width of h of the recurrent layer that follows and with whose last h it asks; 0 where it asks with what it reads.</summary>
    public int Asking { get; init; }

    /// <inheritdoc/>
    public override string Kind => "attention";

    /// <inheritdoc/>
    public override string Declaration => new AttributeText("Attention").Named("Score", Score, AttentionScore.Dot).Named("Size", Size, 0)
        .Named("Scaled", Scaled, false).Named("ScoreSize", ScoreSize, 0).Named("Dropout", Dropout, 0f).Named("Name", Name, null).ToString();

    /// <inheritdoc/>
    public override int OutputWidth(int inputWidth) => Size > 0 ? Size : inputWidth + Source;

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(string prefix, int inputWidth)
    {
        int query = Asking > 0 ? Asking : inputWidth, size = Score == AttentionScore.Additive && ScoreSize > 0 ? ScoreSize : query;
        if (Score == AttentionScore.Additive)
            yield return new($"{prefix}.query.weight", size, query);
        if (Score != AttentionScore.Dot)
            yield return new($"{prefix}.key.weight", size, Source);
        if (Score == AttentionScore.Additive)
            yield return new($"{prefix}.score.weight", 1, size);
        if (Size > 0)
            yield return new($"{prefix}.output.weight", Size, inputWidth + Source);
    }

    internal override Sequences Apply(RunContext run, string prefix, Sequences input) => input.MapSteps((query, row, t) =>
    {
        Var joined = run.Tape.Concatenate(Context(run, prefix, query, row, t), query);
        return Size > 0 ? run.Tape.Tanh(run.Linear($"{prefix}.output", bias: false, joined)) : joined;
    });

    /// <summary>What the source gives for a query.</summary>
    internal Var Context(RunContext run, string prefix, Var query, int row, int t)
    {
        Tape tape = run.Tape;
        List<Var> values = run.Source(row);
        Var weights = tape.Softmax(tape.Concatenate([.. values.Select(value => ScoreOf(run, prefix, query, value))]));
        run.Align(prefix, row, t, weights);
        return Sum(tape, weights, values);
    }

    /// <summary>The weighted sum of vectors.</summary>
    internal static Var Sum(Tape tape, Var weights, IReadOnlyList<Var> values) => tape.SumAll(
        [.. values.Select((value, u) => tape.Multiply(tape.Broadcast(tape.Slice(weights, u, 1), value.Length), value))]);

    private Var ScoreOf(RunContext run, string prefix, Var query, Var value)
    {
        Tape tape = run.Tape;
        if (Score == AttentionScore.Additive)
        {
            Var sum = tape.Add(run.Linear($"{prefix}.query", bias: false, query), run.Linear($"{prefix}.key", bias: false, value));
            return run.Linear($"{prefix}.score", bias: false, tape.Tanh(sum));
        }

        Var key = Score == AttentionScore.General ? run.Linear($"{prefix}.key", bias: false, value) : value;
        return tape.Scale(tape.Sum(tape.Multiply(query, key)), Scaled ? 1 / Math.Sqrt(query.Length) : 1);
    }
}
