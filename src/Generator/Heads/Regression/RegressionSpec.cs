using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Equations;
using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Heads.Regression;

/// <summary>A head of real values.</summary>
internal sealed record RegressionSpec(int Outputs) : DenseHeadSpec(Outputs)
{
    [TrainingOnly]
    public RegressionLossKind LossKind { get; init; }

    [TrainingOnly]
    public float Delta { get; init; } = 1f;

    [TrainingOnly]
    public float Quantile { get; init; } = 0.5f;

    public override string Kind => "Regression";

    /// <summary>
    /// A loss of its user's as canonical text, with the declaration's constants in it; null for one of <see cref="LossKind"/>.
    /// </summary>
    [TrainingOnly]
    public string? Equation { get; init; }

    /// <summary>Names of what it computes.</summary>
    [SameResults]
    public string Locals { get; init; } = "";

    /// <summary>Outputs per target.</summary>
    public int PerTarget { get; init; } = 1;

    public override HeadLoss Loss(HeadPlacement site) => Equation is null
        ? new RegressionHeadLoss(this)
        : new EquationHeadLoss(LossEquation.Read(Equation, Locals), Outputs / PerTarget, site.Name);

    public static RegressionSpec Read(AttributeReader attribute)
    {
        LossEquation? equation = ReadEquation(attribute);
        (string text, string locals) = equation?.Write() ?? ("", "");
        int perTarget = equation?.Outputs.Count ?? 1;
        int outputs = attribute.Size(0, "outputs", maximum: AttributeReader.LargestSize / perTarget) * perTarget;
        RegressionSpec spec = ReadPooled(new RegressionSpec(outputs), attribute) with
        {
            Equation = equation is null ? null : text,
            Locals = locals,
            PerTarget = perTarget,
            LossKind = attribute.Enum("Loss", RegressionLossKind.MeanSquared),
            Delta = attribute.Get("Delta", 1f),
            Quantile = attribute.Get("Quantile", 0.5f),
        };
        attribute.Require(
            spec.Delta > 0 && spec.Delta <= float.MaxValue, "Delta", Literal.Shown(spec.Delta), "give a finite number above 0");
        attribute.Require(spec.Quantile is > 0 and < 1, "Quantile", Literal.Shown(spec.Quantile), "give a number between 0 and 1");
        return spec;
    }

    private static LossEquation? ReadEquation(AttributeReader attribute)
    {
        IReadOnlyList<float> constants = attribute.Numbers("Constants");
        if (EquationArgument.Loss(attribute, "Equation") is not { } found)
        {
            attribute.Require(
                constants.Count == 0 || attribute.Get<ITypeSymbol?>("Equation", null) is not null, "Constants", "given",
                "remove it, or name a loss with Equation");
            return null;
        }

        LossEquation loss = LossEquation.Read(found.Text, found.Locals);
        string[] missing = [.. loss.Constants.Skip(constants.Count).Where(constant => float.IsNaN(constant.Default))
            .Select(constant => constant.Name)];
        attribute.Require(!attribute.Has("Loss"), "Loss", "given", "remove it, because Equation is the loss");
        attribute.Require(
            constants.Count <= loss.Constants.Count && missing.Length == 0
                && constants.All(value => !float.IsNaN(value) && !float.IsInfinity(value)), "Constants",
            "{ " + string.Join(", ", constants.Select(Literal.Of)) + " }",
            loss.Constants.Count == 0 ? $"remove it, because {found.Name} has no constants"
                : $"give finite values for {string.Join(", ", loss.Constants.Select(constant => constant.Name))}, in this order");
        return missing.Length == 0 && constants.Count <= loss.Constants.Count ? loss.With(constants) : null;
    }
}
