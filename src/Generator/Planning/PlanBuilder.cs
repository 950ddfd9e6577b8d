using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Planning;

/// <summary>Collects what the elements of a declaration ask for while they are laid out in order.</summary>
internal sealed partial class PlanBuilder : LayerMemory
{
    // Beyond it methods that name every layer would pass the 60,000 bytes of IL up to which the JIT optimises.
    private const int MostLayers = 128;

    // Each is a parameter of Predict.
    private const int MostHeads = 64;

    private readonly List<ParameterPlan> _parameters = [];
    private readonly List<BufferPlan> _buffers = [];
    private readonly List<TimePlan> _times = [];
    private readonly List<StatePlan> _states = [];
    private readonly List<CachePlan> _caches = [];
    private readonly List<ColumnPlan> _columns = [];
    private readonly List<LayerPlan> _layers = [];
    private readonly List<PlanIssue> _issues = [];
    private readonly CancellationToken _cancellation;
    private string? _prefix;
    private long _parameterEnd, _addedParameters;
    private int? _lookAhead;
    private int _layersAndDirections;
    private bool _full;

    // Apart from the streams of dropout layers and heads, which count up from 1 and 1000.
    private uint _nextStream = 100_000;

    public PlanBuilder(ModelOptions options, CancellationToken cancellation = default)
    {
        (Options, _cancellation) = (options, cancellation);
        _names = new EmittedNames(Misname);
    }

    public ModelOptions Options { get; }

    /// <summary>Index of the attribute being laid out.</summary>
    public int? Element
    {
        get;
        set => (field, _prefix) = (value, null);
    }

    public int Features { get; set; }

    /// <summary>Real values per sequence.</summary>
    public int Statics { get; set; }

    /// <summary>Columns of real values.</summary>
    public int InputColumns => Features + Statics;

    public int Vocabulary { get; set; }

    /// <summary>Channels after each element so far.</summary>
    public List<int> Widths { get; } = [];

    /// <summary>Whether no layer so far looks at later steps.</summary>
    public bool Causal
    {
        get => _lookAhead is null;
        set => _lookAhead = value ? null : _lookAhead ?? Element;
    }

    /// <summary>The sequence that the next layer reads.</summary>
    public SequencePlan Current { get; set; } = null!;

    /// <summary>Values of all parameters so far.</summary>
    public long ParameterEnd => _parameterEnd;

    /// <summary>The element after the one that is laid out; null for none.</summary>
    public ElementSpec? Next { get; set; }

    /// <summary>The encoder that the model names; null for none.</summary>
    public SourceSpec? Source { get; set; }

    /// <summary>All layers of the declaration.</summary>
    public IEnumerable<LayerSpec> LayerSpecs { get; set; } = [];

    /// <summary>Layers that attend to the source so far.</summary>
    public List<SourceAttentionPlan> SourceAttentions { get; } = [];

    /// <summary>Products that make states of the encoder's.</summary>
    public List<BridgePlan> Bridges { get; } = [];

    /// <summary>States so far.</summary>
    public IReadOnlyList<StatePlan> States => _states;

    /// <summary>Whether the model may have one more element of this sort; says so where it may not.</summary>
    public bool HasRoom(ElementSpec element)
    {
        if (element is HeadSpec && HeadCount >= MostHeads)
        {
            Report(Descriptors.CannotWork, $"The model has more than {MostHeads} heads: leave some out, or give a head more outputs");
            return false;
        }

        return element is not LayerSpec || HasRoom(1);
    }

    /// <summary>Whether the model may have one more layer of so many directions; says so where it may not.</summary>
    public bool HasRoom(int directions)
    {
        _cancellation.ThrowIfCancellationRequested();
        _layersAndDirections += directions;
        if (_layersAndDirections <= MostLayers)
            return true;
        if (!_full)
            Report(
                Descriptors.CannotWork,
                $"The model has more than {MostLayers} layers, of which a bidirectional one counts twice: leave some out");
        _full = true;
        return false;
    }

    public ParameterPlan Parameter(string name, int[] shape, string initialize, bool frozen = false)
    {
        _cancellation.ThrowIfCancellationRequested();
        var parameter = new ParameterPlan(_names.Parameter(name), shape, _parameterEnd, initialize, frozen);
        _parameters.Add(parameter);
        _parameterEnd += parameter.Length;
        return parameter;
    }

    /// <summary>The layer's objects that have what is added; null for the workspace and the packed weights themselves.</summary>
    public string? Owner { get; set; }

    /// <inheritdoc/>
    public override void Buffer(BufferPlan buffer) => _buffers.Add(buffer with { Owner = Owner });

    /// <summary>The first of <paramref name="count"/> random streams that nothing else in the model draws from.</summary>
    public uint Streams(int count)
    {
        uint first = _nextStream;
        _nextStream += (uint)count;
        return first;
    }

    /// <summary>A time layout of the workspace; it is derived before any buffer is sized.</summary>
    public void Time(TimePlan time) => _times.Add(time);

    /// <summary>C# expression for the steps of a time layout, given <c>steps</c> of the model's input.</summary>
    public string Steps(string time) => _times.Find(known => known.Name == time)?.Steps ?? "steps";

    /// <summary>The steps of a time layout as they read in tables and comments.</summary>
    public override TimeLength Length(string time) => _times.Find(known => known.Name == time)?.Length ?? TimeLength.Input;

    /// <summary>The shape of a sequence for readers, <c>[B, T, 100]</c>.</summary>
    public string Shape(SequencePlan sequence) => $"[B, {Length(sequence.Time)}, {sequence.Width}]";

    public StatePlan State(string name, int count, int size, bool past = false, int directions = 1)
    {
        int offset = _states.Count == 0 ? 0 : _states[_states.Count - 1].End;
        var state = new StatePlan(name, count, size, offset) { IsPast = past, Directions = directions };
        _states.Add(state);
        return state;
    }

    /// <summary>Has streams keep <paramref name="size"/> values of every step.</summary>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public CachePlan Cache(string name, int size)
    {
        int offset = _caches.Count == 0 ? 0 : checked(_caches[_caches.Count - 1].Offset + _caches[_caches.Count - 1].Size);
        var cache = new CachePlan(name, size, offset, _caches.Count);
        _caches.Add(cache);
        return cache;
    }

    public void Add(LayerPlan layer)
    {
        (layer.Element, layer.FirstParameter) = (Element, _addedParameters);
        _addedParameters = _parameterEnd;
        _layers.Add(layer);
    }

    /// <summary>Adds a layer behind another one, null for the model's input, in place of the end.</summary>
    public void AddAfter(LayerPlan? other, LayerPlan layer)
    {
        int place = other is null ? 0 : _layers.IndexOf(other) + 1;
        (layer.Element, layer.FirstParameter) = (Element, place < _layers.Count ? _layers[place].FirstParameter : _addedParameters);
        _layers.Insert(place, layer);
    }

    public void Report(DiagnosticDescriptor descriptor, params string[] arguments) =>
        _issues.Add(new PlanIssue(Element, descriptor, new EquatableArray<string>(arguments)));

    public ModelPlan Build(ModelSpec spec)
    {
        Wavefront? wavefront = Wavefront.Of(_layers);
        foreach (LayerPlan layer in wavefront?.Layers ?? [])
            layer.InWave = true;
        HeadPlan[] heads = [.. _layers.OfType<HeadPlan>()];
        foreach (HeadPlan head in heads)
            head.IsAlone = heads.Length == 1;
        return new ModelPlan
        {
            Spec = spec,
            Features = Features,
            Statics = Statics,
            Vocabulary = Vocabulary,
            Causal = Causal && heads.All(head => head.Causal),
            LookAhead = _lookAhead,
            Widths = Widths,
            Parameters = _parameters,
            Buffers = _buffers,
            Times = _times,
            States = _states,
            Caches = _caches,
            Packed = _packed,
            Columns = _columns,
            Layers = _layers,
            Issues = _issues,
            Body = Current,
            Wavefront = wavefront,
            SourceAttentions = SourceAttentions,
            Bridges = Bridges,
        };
    }
}
