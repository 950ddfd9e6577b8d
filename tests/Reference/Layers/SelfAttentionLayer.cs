using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>Multi-head attention of each row to itself, as <c>nn.MultiheadAttention</c>: <c>[SelfAttention]</c>.</summary>
public sealed record SelfAttentionLayer : ReferenceLayer
{
    /// <summary>Heads, which share out the channels.</summary>
    public int Heads { get; init; } = 1;

    /// <summary>Whether a step sees itself and earlier ones only.</summary>
    public bool Causal { get; init; }

    /// <summary>Whether the input is added.</summary>
    public bool Residual { get; init; }

    /// <summary>Training-time dropout of weights; not computed here.</summary>
    public float Dropout { get; init; }

    /// <summary>Whether there are bias vectors.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "self_attention";

    /// <inheritdoc/>
    public override string Declaration => new AttributeText("SelfAttention").Named("Heads", Heads, 1).Named("Causal", Causal, false)
        .Named("Residual", Residual, false).Named("Dropout", Dropout, 0f).Named("Bias", Bias, true).Named("Name", Name, null).ToString();

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(string prefix, int inputWidth)
    {
        yield return new($"{prefix}.in_proj_weight", 3 * inputWidth, inputWidth);
        if (Bias)
            yield return new($"{prefix}.in_proj_bias", 3 * inputWidth);
        yield return new($"{prefix}.out_proj.weight", inputWidth, inputWidth);
        if (Bias)
            yield return new($"{prefix}.out_proj.bias", inputWidth);
    }

    internal override Sequences Apply(RunContext run, string prefix, Sequences input)
    {
        Tape tape = run.Tape;
        int width = input.Rows[0][0].Length, size = width / Heads;
        return new([.. input.Rows.Select(steps =>
        {
            Var[] projected = [.. steps.Select(x =>
            {
                Var product = tape.MatrixVector(run.Parameter($"{prefix}.in_proj_weight"), x);
                return Bias ? tape.Add(product, run.Parameter($"{prefix}.in_proj_bias")) : product;
            })];
            Var Part(int t, int part, int head) => tape.Slice(projected[t], (part * width) + (head * size), size);
            return steps.Select((x, t) =>
            {
                int seen = Causal ? t + 1 : steps.Count;
                Var joined = tape.Concatenate([.. Enumerable.Range(0, Heads).Select(head =>
                {
                    Var scores = tape.Concatenate([.. Enumerable.Range(0, seen).Select(u =>
                        tape.Scale(tape.Sum(tape.Multiply(Part(t, 0, head), Part(u, 1, head))), 1 / Math.Sqrt(size)))]);
                    Var weights = tape.Softmax(scores);
                    return AttentionLayer.Sum(tape, weights, [.. Enumerable.Range(0, seen).Select(u => Part(u, 2, head))]);
                })]);
                Var output = run.Linear($"{prefix}.out_proj", Bias, joined);
                return Residual ? tape.Add(output, x) : output;
            }).ToList();
        })], input.Time);
    }
}
