using LstmGen.Reference.Equations;
using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Random;

/// <summary>Seeded parameters, batches and targets for any declaration; all values are exact in float.</summary>
public static class RandomData
{
    /// <summary>Normal parameters; their spread shrinks with the row length so that deep or wide stacks stay tame.</summary>
    public static Dictionary<string, double[]> Parameters(ReferenceModel model, int seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        var dice = new Dice(seed);
        var parameters = model.Parameters.ToDictionary(
            shape => shape.Name,
            shape => dice.Normal(shape.Count, shape.Shape.Count == 1 ? 0.4 : 1 / Math.Sqrt(3 + (shape.Count / shape.Shape[0]))));
        if (model.Input is EmbeddingInput { PaddingIndex: >= 0 } embedding)
            parameters[$"{embedding.Prefix}.weight"].AsSpan(embedding.PaddingIndex * embedding.Size, embedding.Size).Clear();
        if (model.Input is FeaturesInput features)
        {
            foreach (var (column, prefix) in features.Columns.Zip(features.Prefixes).Where(pair => pair.First.PaddingIndex >= 0))
                parameters[$"{prefix}.weight"].AsSpan(column.PaddingIndex * column.Size, column.Size).Clear();
        }

        return parameters;
    }

    /// <summary>A batch with targets for every head.</summary>
    /// <param name="model">The declaration.</param>
    /// <param name="seed">Seed of everything drawn.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="time">Padded steps.</param>
    /// <param name="lengths">Valid steps of the rows, or null.</param>
    /// <param name="initialStates">Whether initial states are drawn.</param>
    /// <param name="stateGradients">Whether final states take part in the loss.</param>
    public static ReferenceData Batch(
        ReferenceModel model, int seed, int batch, int time, int[]? lengths = null,
        bool initialStates = false, bool stateGradients = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        var dice = new Dice(seed);
        int sourceTime = model.Source is null ? 0 : dice.Between(1, 9);
        Dictionary<string, double[]> ForStates(bool wanted, Func<StateShape, int> width, double scale) => wanted
            ? model.States.Where(s => width(s) > 0).ToDictionary(s => s.Prefix, s => dice.Normal(s.Rows * batch * width(s), scale))
            : [];
        return new()
        {
            Batch = batch,
            Time = time,
            Values = model.Input is FeaturesInput features ? Features(dice, features, batch * time) : null,
            Static = model.Input is FeaturesInput { Static: > 0 } once ? Statics(dice, once, batch) : null,
            Ids = model.Input is EmbeddingInput embedding ? dice.Integers(batch * time, embedding.Vocabulary) : null,
            Lengths = lengths,
            Source = model.Source is { } source ? dice.Normal(batch * sourceTime * source.Width, 1) : null,
            SourceTime = sourceTime,
            SourceLengths = model.Source is not null && dice.OneIn(2)
                ? [.. Enumerable.Range(0, batch).Select(_ => dice.Between(1, sourceTime))]
                : null,
            InitialHidden = ForStates(initialStates, s => s.Hidden, 0.5),
            InitialCell = ForStates(initialStates, s => s.Cell, 0.5),
            HiddenGradients = ForStates(stateGradients, s => s.Hidden, 1),
            CellGradients = ForStates(stateGradients, s => s.Cell, 1),
            Targets = model.Heads.ToDictionary(
                head => head.HeadName, head => Target(model, head, dice, batch, model.OutputSteps(time), lengths)),
        };
    }

    private static double[] Features(Dice dice, FeaturesInput input, int steps)
    {
        double[] values = dice.Normal(steps * input.Size, 1);
        foreach (CategoryColumn column in input.Columns.Where(column => column.Column < input.Size))
        {
            int[] categories = dice.Integers(steps, column.Vocabulary);
            for (int step = 0; step < steps; step++)
                values[(step * input.Size) + column.Column] = categories[step];
        }

        return values;
    }

    private static double[] Statics(Dice dice, FeaturesInput input, int batch)
    {
        double[] values = dice.Normal(batch * input.Static, 1);
        foreach (CategoryColumn column in input.Columns.Where(column => column.Column >= input.Size))
        {
            int[] categories = dice.Integers(batch, column.Vocabulary);
            for (int row = 0; row < batch; row++)
                values[(row * input.Static) + column.Column - input.Size] = categories[row];
        }

        return values;
    }

    private static ReferenceTarget Target(
        ReferenceModel model, ReferenceHead head, Dice dice, int batch, int steps, int[]? lengths)
    {
        int outputs = head is EquationHead equation ? equation.Targets : head.OutputWidth(model),
            places = batch * (head.EveryStep ? steps : 1);
        switch (head)
        {
            case CtcHead ctc:
                return CtcTarget(model, ctc, dice, batch, steps, lengths);
            case MultiLabelHead:
                return new()
                {
                    Values = [.. dice.Integers(places * outputs, 2).Select(v => (double)v)],
                    PositiveWeights = dice.OneIn(2) ? [.. dice.Normal(outputs, 0.3).Select(w => (double)(float)(1 + Math.Abs(w)))] : null,
                };
            case TaggingHead or ClassificationHead or LanguageModelHead:
                return new() { Classes = Classes(head, dice, places, outputs) };
            default:
                return new() { Values = dice.Normal(places * outputs, 1) };
        }
    }

    private static int[] Classes(ReferenceHead head, Dice dice, int places, int outputs)
    {
        var classes = dice.Integers(places, outputs);
        int? ignored = head switch
        {
            TaggingHead { Crf: true } => null,
            TaggingHead tagging => tagging.IgnoreIndex,
            ClassificationHead classification => classification.IgnoreIndex,
            LanguageModelHead language => language.IgnoreIndex,
            _ => null,
        };
        // The first place of all is never ignored: a batch has some target.
        if (classes[0] == ignored)
            classes[0] = (classes[0] + 1) % outputs;
        for (int i = 1; i < places && ignored is not null; i++)
            classes[i] = dice.OneIn(6) ? ignored.Value : classes[i];
        return classes;
    }

    private static ReferenceTarget CtcTarget(
        ReferenceModel model, CtcHead head, Dice dice, int batch, int steps, int[]? lengths)
    {
        var counts = new int[batch];
        int width = Math.Max(1, (steps + 1) / 2);
        for (int row = 0; row < batch; row++)
        {
            // Twice the labels always fit, even when all are the same.
            int valid = lengths is null ? steps : model.OutputSteps(lengths[row]);
            counts[row] = dice.Between(0, Math.Min(width, (valid + 1) / 2));
        }

        var labels = dice.Integers(batch * width, head.Symbols - 1);
        return new() { Classes = [.. labels.Select(l => l >= head.Blank ? l + 1 : l)], LabelLengths = counts };
    }
}
