using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Export;

/// <summary>What a layer's or head's export sees of the model: the graph, the weights, the states and the names.</summary>
/// <param name="graph">The graph.</param>
/// <param name="description">The model's description; parameters are called as there.</param>
/// <param name="values">All parameters.</param>
/// <param name="prefix">What names of parameters, inputs and outputs begin with: that of a model of a pair, or nothing.</param>
/// <param name="options">The options.</param>
internal sealed class ExportScope(GraphWriter graph, ModelDescription description, float[] values, string prefix, OnnxExportOptions options)
{
    private readonly DeclaredNames _names = new();
    private readonly Dictionary<string, ExportSequence> _sequences = new(StringComparer.Ordinal);
    private readonly ColumnPlaces _columns = new();
    private string? _name;
    private int _states, _heads;
    private ExportSource? _source;

    public GraphWriter Graph => graph;

    public ModelDescription Description => description;

    public OnnxExportOptions Options => options;

    /// <summary>What names of parameters, inputs and outputs begin with.</summary>
    public string Prefix => prefix;

    /// <summary>Rows of the batch, a vector of one number.</summary>
    public string Batch { get; set; } = "";

    /// <summary>The embedding's table as a constant [vocabulary, size]; null where the input is real values.</summary>
    public string? Table { get; set; }

    /// <summary>Its parameter.</summary>
    public ParameterInfo? TableInfo { get; set; }

    /// <summary>Where a pair's decoder starts; null where states are inputs.</summary>
    public SourceStates? Starts { get; init; }

    /// <summary>What a pair's encoder gives; null where it is an input.</summary>
    public Func<ExportSource>? Source { get; init; }

    /// <summary>Kind of the element behind the one at hand.</summary>
    public string Next { get; set; } = "";

    /// <summary>Channels of the encoder's outputs, by <c>[Source]</c>.</summary>
    public int SourceWidth { get; set; }

    /// <summary>The ends of recurrent layers one by one.</summary>
    public List<LayerEnd> LayerEnds { get; } = [];

    /// <summary>The states in which this model ends, in the order of its description.</summary>
    public List<string> Ends { get; } = [];

    /// <summary>Name of the next head.</summary>
    public string NextHead() => description.Heads[_heads++].Name;

    /// <summary>What the names of a layer's parameters begin with.</summary>
    public string LayerPrefix(DeclaredElement element)
    {
        string name = _names.Next(element);
        graph.Scope = prefix + name;
        return _name = name;
    }

    /// <summary>Notes what an element gives, under its name, for those that read it later.</summary>
    public void EndElement(ExportSequence sequence, bool isInput)
    {
        if (isInput)
            _sequences[""] = sequence;
        if (_name is not null)
            _sequences[_name] = sequence;
        _name = null;
    }

    /// <summary>Where a column of the features stands now, before its vectors take its place.</summary>
    public int ColumnPlace(int column, int size) => _columns.Next(column, size);

    /// <summary>What the layer of that name gives; of the empty name, the model's input.</summary>
    public ExportSequence Sequence(string name) => _sequences[name];

    /// <summary>The parameter of that name.</summary>
    public ParameterInfo Info(string name) => description.Parameter(prefix + name);

    public bool Has(string name) => description.Parameters.Any(info => info.Name == prefix + name);

    /// <summary>Values of a parameter.</summary>
    public float[] Values(string name)
    {
        ParameterInfo info = Info(name);
        return values[info.Offset..(info.Offset + info.Length)];
    }

    /// <summary>A parameter as a constant of its own name and shape.</summary>
    public string Parameter(string name)
    {
        ParameterInfo info = Info(name);
        return graph.Constant(
            new OnnxTensor(
                info.Name, OnnxType.Float, [.. info.Shape.Select(size => (long)size)],
                new ArrayBytes<float>(values, info.Offset, info.Length).Memory));
    }

    /// <summary>A parameter [n, k] as a constant [k, n].</summary>
    public string Transposed(string name)
    {
        ParameterInfo info = Info(name);
        return graph.Constant(
            info.Name + ".T", Matrices.Transpose(Values(name), info.Shape[0], info.Shape[1]), info.Shape[1], info.Shape[0]);
    }

    /// <summary>The encoder's outputs: the pair's encoder's, or an input of this model.</summary>
    public ExportSource SourceOf() => _source ??= Source?.Invoke() ?? SourceInput.Add(this);

    /// <summary>The next state: where the model starts, [layers x directions, B, size], or null for zero.</summary>
    /// <param name="name">The state, such as <c>lstm.h</c>.</param>
    /// <param name="layer">Number of its first layer, counted through all recurrent layers; 0 where it is of no recurrent layer.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="directions">1 or 2.</param>
    /// <param name="size">Values a row.</param>
    public string? State(string name, int layer, int layers, int directions, int size)
    {
        int index = _states++, count = layers * directions;
        if (Starts is not null)
            return Starts.Start(this, index, name, layer, layers, directions);
        if (!options.States)
            return null;
        string state = graph.Input(
            $"{prefix}{name}.initial", OnnxType.Float,
            $"State that the sequences start from, [{count}, batch, {size}]; zero where it is not given.",
            count, "batch_of_states", size);
        graph.Graph.Initializers.Add(OnnxTensor.Of(state, new float[count * size], count, 1, size));
        return graph.Add("Expand", [state, graph.Concat(0, graph.Longs(1), Batch, graph.Longs(1))]);
    }

    /// <summary>Gives the state in which the model ends, [count, B, size], to the outside.</summary>
    public void EndState(string name, int count, int size, string value)
    {
        Ends.Add(value);
        if (options.States)
            graph.Output(
                $"{prefix}{name}.final", value, OnnxType.Float, $"State at the end of each row, [{count}, batch, {size}].", count, "batch",
                size);
    }

    /// <summary>A zero state, [B, size].</summary>
    public string Zero(int size) => graph.Add("Expand", [graph.Float(0), graph.Concat(0, Batch, graph.Longs(size))]);
}
