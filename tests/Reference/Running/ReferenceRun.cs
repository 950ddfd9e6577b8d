using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Running;

/// <summary>The naive truth: one forward pass, the losses, and all gradients by automatic differentiation.</summary>
public static class ReferenceRun
{
    /// <summary>Runs <paramref name="model"/> on one batch.</summary>
    /// <param name="model">The declaration.</param>
    /// <param name="parameters">Values by PyTorch name, row major; see <see cref="ReferenceModel.Parameters"/>.</param>
    /// <param name="data">The batch.</param>
    /// <param name="single">Whether every operation is rounded to float; see <see cref="Tape"/>.</param>
    /// <exception cref="ArgumentException">A tensor is missing or has the wrong size, or a row has no valid step.</exception>
    public static ReferenceResult Compute(
        ReferenceModel model, IReadOnlyDictionary<string, double[]> parameters, ReferenceData data, bool single = false)
    {
        var forward = RunForward(model, parameters, data, single);
        forward.Run.Tape.Backward(forward.Loss);
        return Collect(forward);
    }

    /// <summary>The loss alone, without gradients: what a difference quotient needs.</summary>
    public static double Loss(
        ReferenceModel model, IReadOnlyDictionary<string, double[]> parameters, ReferenceData data) =>
        RunForward(model, parameters, data, single: false).Loss.Scalar;

    private static Forward RunForward(
        ReferenceModel model, IReadOnlyDictionary<string, double[]> parameters, ReferenceData data, bool single)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(data);
        var run = new RunContext(model, parameters, data, single);
        var (sequences, features) = InputReader.Read(run);
        var prefixes = model.Prefixes;
        run.Ends[""] = sequences;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            if (model.Layers[i] is AttentionLayer { Asking: > 0 } attention)
                run.Asking = (query, row, t) => attention.Context(run, prefixes[i - 1], query, row, t);
            else
                run.Ends[prefixes[i]] = sequences = model.Layers[i].Apply(run, prefixes[i], sequences);
        }

        var heads = model.Heads.ToDictionary(head => head.HeadName, head => head.Run(run, sequences));
        return new(run, sequences, features, heads, TotalLoss(run, heads));
    }

    private sealed record Forward(
        RunContext Run, Sequences Sequences, Var? Features, Dictionary<string, HeadOutput> Heads, Var Loss);

    private static Var TotalLoss(RunContext run, Dictionary<string, HeadOutput> heads)
    {
        var terms = new List<Var>();
        foreach (var head in run.Model.Heads)
        {
            if (heads[head.HeadName].Loss is { } loss)
                terms.Add(run.Tape.Scale(loss, head.LossWeight));
        }

        foreach (var (prefix, state) in run.States)
        {
            if (run.Data.HiddenGradients.TryGetValue(prefix, out var byHidden))
                terms.Add(run.Tape.Sum(run.Tape.Multiply(state.FinalHidden(run.Tape), run.Tape.Leaf(byHidden))));
            if (state.HasCell && run.Data.CellGradients.TryGetValue(prefix, out var byCell))
                terms.Add(run.Tape.Sum(run.Tape.Multiply(state.FinalCell(run.Tape), run.Tape.Leaf(byCell))));
        }

        return run.Tape.SumAll(terms);
    }

    private static ReferenceResult Collect(Forward forward)
    {
        var (run, sequences, features, heads, loss) = forward;
        var tape = run.Tape;
        var withCell = run.States.Where(s => s.Value.HasCell).ToArray();
        HashSet<string> frozen = run.Model.Input switch
        {
            EmbeddingInput { Frozen: true } embedding => [$"{embedding.Prefix}.weight"],
            FeaturesInput input =>
                [.. input.Columns.Zip(input.Prefixes).Where(pair => pair.First.Frozen).Select(pair => $"{pair.Second}.weight")],
            _ => [],
        };
        return new()
        {
            Loss = loss.Scalar,
            HeadLosses = heads.Where(h => h.Value.Loss is not null).ToDictionary(h => h.Key, h => h.Value.Loss!.Scalar),
            Outputs = heads.ToDictionary(h => h.Key, h => h.Value.Rows.Padded(x => x.Value)),
            Attention = heads.Where(h => h.Value.Attention is not null).ToDictionary(h => h.Key, h => h.Value.Attention!),
            Sequence = sequences.Padded(x => x.Value),
            OutputTime = sequences.Time,
            OutputLengths = [.. sequences.Rows.Select(row => row.Count)],
            FinalHidden = run.States.ToDictionary(s => s.Key, s => s.Value.FinalHidden(tape).Value),
            FinalCell = withCell.ToDictionary(s => s.Key, s => s.Value.FinalCell(tape).Value),
            Gradients = run.Model.Parameters.Where(p => !frozen.Contains(p.Name))
                .ToDictionary(p => p.Name, p => run.Parameter(p.Name).Gradient),
            InputGradient = features?.Gradient,
            SourceGradient = run.SourceLeaf?.Gradient,
            Alignments = run.Alignments,
            InitialHiddenGradients = run.States.ToDictionary(s => s.Key, s => s.Value.Hidden.Gradient),
            InitialCellGradients = withCell.ToDictionary(s => s.Key, s => s.Value.Cell.Gradient),
        };
    }
}
