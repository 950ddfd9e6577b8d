using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Heads;

/// <summary>A head that reads the sequence through a pooling, then a linear layer.</summary>
public abstract record PooledHead : ReferenceHead
{
    /// <summary>What the head reads.</summary>
    public Pooling Pooling { get; init; }

    /// <summary>Whether the linear layer has a bias.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>
    /// With <see cref="Pooling.Last"/>: read the last padded step, whatever was before; not in the vocabulary, but
    /// in cases from PyTorch (<c>output[:, -1]</c>).
    /// </summary>
    public bool ReadLastStep { get; init; }

    /// <inheritdoc/>
    public override bool EveryStep => Pooling == Pooling.EveryStep;

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(ReferenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Pooling == Pooling.Attention
            ? [
                new($"{HeadName}.attention.weight", 1, model.WidthBefore(model.Layers.Count)),
                new($"{HeadName}.attention.bias", 1), .. LinearParameters(model, Bias),
            ]
            : LinearParameters(model, Bias);
    }

    private protected AttributeText DescribePooled(AttributeText text) =>
        DescribeShared(text.Named("Pooling", Pooling, Pooling.Last).Named("Bias", Bias, true));

    internal override HeadOutput Forward(RunContext run, Sequences input)
    {
        if (EveryStep)
            return new(LinearSteps(run, input, Bias));
        var (pooled, attention) = Pool.Apply(run, this, input);
        return new(LinearSteps(run, pooled, Bias)) { Attention = attention };
    }
}
