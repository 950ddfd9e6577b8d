using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>y_t = (x_t - mean) / sqrt(variance + epsilon) * weight + bias over features: <c>[LayerNorm]</c>.</summary>
public sealed record NormLayer : ReferenceLayer
{
    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <inheritdoc/>
    public override string Kind => "norm";

    /// <inheritdoc/>
    public override string Declaration =>
        new AttributeText("LayerNorm").Named("Epsilon", Epsilon, 1e-5f).Named("Name", Name, null).ToString();

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(string prefix, int inputWidth) =>
        [new($"{prefix}.weight", inputWidth), new($"{prefix}.bias", inputWidth)];

    internal override Sequences Apply(RunContext run, string prefix, Sequences input) => input.MapSteps((x, _, _) =>
    {
        var scaled = run.Tape.Multiply(run.Tape.Normalize(x, Epsilon), run.Parameter($"{prefix}.weight"));
        return run.Tape.Add(scaled, run.Parameter($"{prefix}.bias"));
    });
}
