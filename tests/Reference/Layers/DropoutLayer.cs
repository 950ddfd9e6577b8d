using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>
/// y = x * mask, with the mask <c>dropout</c> (prefix) [B, T, width], or [B, width] when shared over time; y = x
/// where no mask is given: <c>[Dropout(rate)]</c>.
/// </summary>
/// <param name="Rate">Probability that made the mask; it does nothing without one.</param>
public sealed record DropoutLayer(float Rate) : ReferenceLayer
{
    /// <summary>Whether one mask serves all steps.</summary>
    public bool SharedOverTime { get; init; }

    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    public override string Declaration =>
        new AttributeText("Dropout").Positional(Rate).Named("SharedOverTime", SharedOverTime, false).ToString();

    internal override Sequences Apply(RunContext run, string prefix, Sequences input)
    {
        var output = input.MapSteps((x, row, t) => run.Masked(x, prefix, SharedOverTime ? row : (row * input.Time) + t));
        // A value has one mask, whoever reads it: the reverse direction's last state stands at step 0 and has that step's.
        if (input.SideBySide)
            return output with { Last = output.LastOfBothWays(run.Tape), SideBySide = true };

        // A merged last state stands at no step; it takes the mask of the row's last one.
        var last = input.Last?.Select((x, row) =>
            run.Masked(x, prefix, SharedOverTime ? row : (row * input.Time) + input.Rows[row].Count - 1)).ToArray();
        return output with { Last = last };
    }
}
