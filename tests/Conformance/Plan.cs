using LstmGen.Reference.Golden;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;

namespace LstmGen.Conformance;

/// <summary>How a case is run: the declaration, the same body with its bare sequence, and the loss.</summary>
/// <param name="Golden">The case.</param>
/// <param name="Model">The declaration to be emitted.</param>
/// <param name="External">A loss outside the model where the vocabulary's is another; null for the emitted one.</param>
public sealed record Plan(GoldenCase Golden, ReferenceModel Model, ExternalLoss? External)
{
    /// <summary>Why the loss is computed outside the model, or empty.</summary>
    public string Note { get; private init; } = "";

    /// <summary>Whether the head is emitted at every step, for a case that reads the last one only.</summary>
    public bool LastStepOnly { get; private init; }

    /// <summary>The body with <c>[SequenceOutput]</c>, for the comparison of the sequence itself.</summary>
    public ReferenceModel Sequence => Model with { Name = $"{Model.Name}Sequence", Heads = [new SequenceOutputHead()] };

    /// <summary>
    /// Decides how to run a case. The vocabulary's losses are means over valid steps. Where PyTorch sums, or counts padded
    /// steps, or reads <c>output[:, -1]</c> that is not the last valid step of one direction, the loss is computed outside.
    /// </summary>
    public static Plan For(GoldenCase golden, int index)
    {
        ArgumentNullException.ThrowIfNull(golden);
        ReferenceModel model = golden.Model with { Name = $"Case{index}" };
        ReferenceHead head = model.Heads[0];
        var target = golden.Data.Targets[head.HeadName];
        bool ragged = golden.Data.Lengths is { } lengths && lengths.Any(length => length < golden.Data.Time);
        bool bidirectional = model.Layers[0] is Reference.Layers.RecurrentLayer { Bidirectional: true };
        if (target.SumReduction && head is not (PooledHead or TaggingHead { Crf: false }))
            throw new UnsupportedCaseException($"a summed loss of {head.Declaration}: the vocabulary's are means");
        if (head is PooledHead { ReadLastStep: true } last)
        {
            if (!bidirectional && !ragged)
                return For(golden, model with { Heads = [last with { ReadLastStep = false }] }, target.SumReduction ? "sum" : "");
            PooledHead everyStep = last with { Pooling = Pooling.EveryStep, ReadLastStep = false };
            return new(golden, model with { Heads = [everyStep] }, new ExternalLoss(everyStep, lastStepOnly: true))
            {
                Note = "output[:, -1]", LastStepOnly = true
            };
        }

        bool padded = ragged && head switch
        {
            ClassificationHead { EveryStep: true } c => CountsPadding(golden, c.IgnoreIndex),
            TaggingHead { Crf: false } t => CountsPadding(golden, t.IgnoreIndex),
            PooledHead { EveryStep: true } => true,
            _ => false,
        };
        return For(golden, model, target.SumReduction ? "sum" : padded ? "padded steps" : "");
    }

    private static bool CountsPadding(GoldenCase golden, int ignore)
    {
        var data = golden.Data;
        int[] classes = data.Targets["head"].Classes!;
        return Enumerable.Range(0, data.Batch).Any(row =>
            Enumerable.Range(data.LengthOf(row), data.Time - data.LengthOf(row)).Any(t => classes[(row * data.Time) + t] != ignore));
    }

    private static Plan For(GoldenCase golden, ReferenceModel model, string note) =>
        new(golden, model, note.Length > 0 ? new ExternalLoss(model.Heads[0], lastStepOnly: false) : null) { Note = note };
}
