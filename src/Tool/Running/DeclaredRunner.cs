using LstmGen.Interchange;
using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Running;

/// <summary>Computes a file's model in double precision, as plainly as its formulas: a second opinion, not a fast one.</summary>
internal sealed class DeclaredRunner
{
    private const long MostValues = 1L << 27;

    private readonly DeclaredLayout _layout;
    private readonly string _source;
    private readonly Dictionary<string, WeightTensor> _tensors;
    private readonly Dictionary<string, double[]> _values = new(StringComparer.Ordinal);

    private DeclaredRunner(ProposedModel model)
    {
        _layout = DeclaredLayout.Of(model.Canonical);
        _source = model.File.Source;
        _tensors = model.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <exception cref="InterchangeException">No model would load the file's tensors.</exception>
    public static DeclaredRunner Of(ProposedModel model)
    {
        model.RequireLoadable();
        return new DeclaredRunner(model);
    }

    /// <summary>What the model reads, in words.</summary>
    public string Input =>
        _layout.Vocabulary > 0
            ? FormattableString.Invariant($"{_layout.Vocabulary} tokens")
            : FormattableString.Invariant($"{_layout.Features} features");

    /// <summary>The outputs of each head for a random sequence of <paramref name="steps"/> steps: head, step, value.</summary>
    /// <exception cref="NotSupportedException">A layer reads another model, or the sequence takes more memory than there is to take.
    /// </exception>
    /// <exception cref="InterchangeException">A cell's equations are malformed.</exception>
    public double[][][] Run(int steps, int seed)
    {
        int widest = _layout.Parts.Max(part => part.Outputs);
        if ((long)widest * steps > MostValues)
            throw new NotSupportedException(FormattableString.Invariant(
                $"{_source}: {steps} steps of {widest} values are more than are compared, {MostValues}. Give fewer --steps."));
        try
        {
            return Compute(steps, seed);
        }
        catch (FormatException e) when (e is not InterchangeException)
        {
            throw InterchangeException.At(_source, $"{e.Message.TrimEnd('.')}.", e);
        }
    }

    private double[][][] Compute(int steps, int seed)
    {
        var random = new Random(seed);
        Sequence x = new([]);
        double[]? table = null;
        var heads = new List<double[][]>();
        var ends = new Dictionary<string, Sequence>(StringComparer.Ordinal);
        var columns = new ColumnPlaces();
        foreach (DeclaredPart part in _layout.Parts)
        {
            if (part.Element.Kind == "Features")
                x = Drawn(part, steps, random);
            else if (part.Element.Kind == "Embedding")
                x = Embedded(table = Tensor($"{part.Name}.weight")!, part, steps, random);
            else if (part.Element.Kind == "ColumnEmbedding")
                x = Embedded(Tensor($"{part.Name}.weight")!, part.Element, columns, x, _layout.Features, random);
            else if (part.IsHead)
                heads.Add(HeadRunner.Run(part, Tensor, x, table));
            else
                x = part.Element.Kind == "Skip" ? LayerRunner.Skip(part.Element, x, ends[part.Element.Word("From", "")])
                    : part.IsRecurrent ? RecurrentRunner.Run(part, Tensor, x) : LayerRunner.Run(part, Tensor, x);
            if (part.IsInput || part.Element.Kind == "ColumnEmbedding")
                ends[""] = x;
            if (!part.IsHead && part.Name.Length > 0)
                ends[part.Name] = x;
            part.Element.RequireAllUsed("this version of lstmgen");
            if (x.Steps.Length == 0 && part.Element.Kind != "Source")
                throw InterchangeException.At(_source, $"layer '{part.Name}' has no output for {steps} steps. Give more --steps.");
        }

        return [.. heads];
    }

    // Values of the sequence are the same in all steps.
    private static Sequence Drawn(DeclaredPart part, int steps, Random random)
    {
        int statics = part.Element.Int("Static");
        double[] Row(int width) => [.. Enumerable.Range(0, width).Select(_ => (2 * random.NextDouble()) - 1)];
        double[] once = Row(statics);
        return new([.. Enumerable.Range(0, steps).Select(_ => (double[])[.. Row(part.Outputs - statics), .. once])]);
    }

    private static Sequence Embedded(
        double[] table, DeclaredPart part, int steps, Random random) => new([.. Enumerable.Range(0, steps).Select(_ =>
    {
        int id = random.Next(part.Inputs);
        return table[(id * part.Outputs)..((id + 1) * part.Outputs)];
    })]);

    // The column has a random category in place of the number that was drawn for it; one of the sequence has the same in all steps.
    private static Sequence Embedded(double[] table, DeclaredElement element, ColumnPlaces columns, Sequence x, int features, Random random)
    {
        int column = element.Int("Column"), size = element.Int("Size"), at = columns.Next(column, size),
            vocabulary = element.Int("Vocabulary");
        int? once = column >= features ? random.Next(vocabulary) : null;
        return new([.. x.Steps.Select(row =>
        {
            int id = once ?? random.Next(vocabulary);
            return (double[])[.. row[..at], .. table[(id * size)..((id + 1) * size)], .. row[(at + 1)..]];
        })]);
    }

    private double[]? Tensor(string name)
    {
        if (!_values.TryGetValue(name, out double[]? values) && _tensors.TryGetValue(name, out WeightTensor? tensor))
            _values[name] = values = [.. tensor.ToSingles().Select(value => (double)value)];
        return values;
    }
}
