using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>y_t = activation(W x_t + b): <c>[Dense(size)]</c>.</summary>
/// <param name="Size">Outputs per step.</param>
public sealed record DenseLayer(int Size) : ReferenceLayer
{
    /// <summary>Function of the outputs.</summary>
    public Activation Activation { get; init; }

    /// <summary>Whether there is a b.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    public override string Declaration => new AttributeText("Dense").Positional(Size)
        .Named("Activation", Activation, Activation.None).Named("Bias", Bias, true).Named("Name", Name, null).ToString();

    /// <inheritdoc/>
    public override int OutputWidth(int inputWidth) => Size;

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(string prefix, int inputWidth) => Bias
        ? [new($"{prefix}.weight", Size, inputWidth), new($"{prefix}.bias", Size)]
        : [new($"{prefix}.weight", Size, inputWidth)];

    internal override Sequences Apply(RunContext run, string prefix, Sequences input) =>
        input.MapSteps((x, _, _) => run.Activate(Activation, run.Linear(prefix, Bias, x)));
}
