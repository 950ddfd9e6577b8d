using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>One head attribute: its options, its shapes, its output and its loss.</summary>
public abstract record ReferenceHead
{
    /// <summary>Name of the head and prefix of its parameters; null for <c>head</c>.</summary>
    public string? Name { get; init; }

    /// <summary>On the head's input; through the mask <c>name.dropout</c> [B, W] or [B, T', W] only.</summary>
    public float Dropout { get; init; }

    /// <summary>Factor of the head's loss.</summary>
    public float LossWeight { get; init; } = 1f;

    /// <summary>The name in effect.</summary>
    public string HeadName => Name ?? "head";

    /// <summary>Whether there is an output at every step.</summary>
    public abstract bool EveryStep { get; }

    /// <summary>Values that the head yields, per row or per step.</summary>
    public abstract int OutputWidth(ReferenceModel model);

    /// <summary>The attribute, as C#.</summary>
    public string Declaration => Describe().ToString();

    /// <summary>The head's parameters.</summary>
    public abstract IEnumerable<ParameterShape> Parameters(ReferenceModel model);

    private protected abstract AttributeText Describe();

    private protected AttributeText DescribeShared(AttributeText text) => text
        .Named("Name", Name, null).Named("Dropout", Dropout, 0f).Named("LossWeight", LossWeight, 1f);

    /// <summary>The linear layer in front of the loss.</summary>
    private protected IEnumerable<ParameterShape> LinearParameters(ReferenceModel model, bool bias)
    {
        int width = model.WidthBefore(model.Layers.Count), outputs = OutputWidth(model);
        yield return new($"{HeadName}.weight", outputs, width);
        if (bias)
            yield return new($"{HeadName}.bias", outputs);
    }

    internal HeadOutput Run(RunContext run, Sequences input)
    {
        var output = Forward(run, input);
        if (!run.Data.Targets.TryGetValue(HeadName, out var target))
            return output;
        return output with
        {
            Loss = target.OutputGradient is { } gradient
                ? OutputGradientLoss(run.Tape, output.Rows, gradient)
                : Loss(run, output.Rows, target),
        };
    }

    /// <summary>The outputs; a pooled head's are sequences of one step.</summary>
    internal abstract HeadOutput Forward(RunContext run, Sequences input);

    /// <summary>The head's loss, a scalar.</summary>
    internal abstract Var Loss(RunContext run, Sequences output, ReferenceTarget target);

    /// <summary>The linear layer at every step, with the head's dropout in front.</summary>
    internal Sequences LinearSteps(RunContext run, Sequences input, bool bias) => input.MapSteps((x, row, t) =>
        run.Linear(HeadName, bias, run.Masked(x, $"{HeadName}.dropout", (row * input.Time) + t)));

    private static Var OutputGradientLoss(Tape tape, Sequences output, double[] gradient)
    {
        var terms = new List<Var>();
        for (int row = 0; row < output.Rows.Count; row++)
        {
            for (int t = 0; t < output.Rows[row].Count; t++)
            {
                var y = output.Rows[row][t];
                var slice = tape.Leaf(gradient.AsSpan(((row * output.Time) + t) * y.Length, y.Length));
                terms.Add(tape.Sum(tape.Multiply(y, slice)));
            }
        }

        return tape.SumAll(terms);
    }
}

/// <summary>What a head computed.</summary>
internal sealed record HeadOutput(Sequences Rows)
{
    public double[]? Attention { get; init; }

    public Var? Loss { get; init; }
}
