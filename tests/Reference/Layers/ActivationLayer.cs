using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>y = function(x): <c>[Activation(Activation.Relu)]</c>.</summary>
/// <param name="Function">The function.</param>
public sealed record ActivationLayer(Activation Function) : ReferenceLayer
{
    /// <inheritdoc/>
    public override string Kind => "activation";

    /// <inheritdoc/>
    public override string Declaration => new AttributeText("Activation").Positional(Function).ToString();

    internal override Sequences Apply(RunContext run, string prefix, Sequences input) =>
        input.MapSteps((x, _, _) => run.Activate(Function, x)) with
        {
            Last = input.Last?.Select(x => run.Activate(Function, x)).ToArray(),
            SideBySide = input.SideBySide,
        };
}
