using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>[x_t s_t], x_t + s_t, (x_t + s_t) / 2 or x_t * s_t, with s of an earlier sequence: <c>[Skip]</c>.</summary>
/// <param name="Width">Channels of s.</param>
public sealed record SkipLayer(int Width) : ReferenceLayer
{
    /// <summary>Prefix of the layer that gives s; null for the model's input.</summary>
    public string? From { get; init; }

    /// <summary>How they are joined.</summary>
    public Merge Merge { get; init; }

    /// <inheritdoc/>
    public override string Kind => "skip";

    /// <inheritdoc/>
    public override string Declaration =>
        new AttributeText("Skip").Named("From", From, null).Named("Merge", Merge, Merge.Concatenate).Named("Name", Name, null).ToString();

    /// <inheritdoc/>
    public override int OutputWidth(int inputWidth) => Merge == Merge.Concatenate ? inputWidth + Width : inputWidth;

    internal override Sequences Apply(RunContext run, string prefix, Sequences input)
    {
        Sequences source = run.Ends[From ?? ""];
        return input.MapSteps((x, row, t) =>
        {
            var s = source.Rows[row][t];
            return Merge switch
            {
                Merge.Concatenate => run.Tape.Concatenate(x, s),
                Merge.Sum => run.Tape.Add(x, s),
                Merge.Average => run.Tape.Scale(run.Tape.Add(x, s), 0.5),
                Merge.Multiply => run.Tape.Multiply(x, s),
                _ => throw new InvalidOperationException($"There is no merge {Merge}."),
            };
        });
    }
}
