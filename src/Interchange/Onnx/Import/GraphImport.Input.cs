using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

// The input that the first layer reads: which of its dimensions are steps, rows and values is told by the layers that read it.
internal sealed partial class GraphImport
{
    private readonly Axis[] _roles = [Axis.First, Axis.Second, Axis.Third];

    private InputValue? _sequence;

    // Values of a step of the input; 0 where the file does not say.
    private int _inputWidth;

    /// <summary>
    /// The input that the first recurrent layer reads, through what stands before it; null where none is found so.
    /// </summary>
    private InputValue? Sequence()
    {
        if (_graph.Nodes.Find(node => node.Op is "LSTM" or "GRU" or "RNN") is not { } first)
            return null;
        Dictionary<string, OnnxNode> makers = new(StringComparer.Ordinal);
        foreach (OnnxNode node in _graph.Nodes)
        {
            foreach (string output in node.Outputs)
                makers.TryAdd(output, node);
        }

        string name = first.Input(0);
        for (int left = _graph.Nodes.Count; left-- >= 0;)
        {
            if (_values.TryGetValue(name, out ImportValue? value))
                return value as InputValue;
            if (!makers.TryGetValue(name, out OnnxNode? maker)
                || maker.Inputs.FirstOrDefault(input => _values.GetValueOrDefault(input) is InputValue
                    || (makers.TryGetValue(input, out OnnxNode? before) && before.Op != "Constant")) is not { } next)
                return null;
            name = next;
        }

        return null;
    }

    // Places of these dimensions in the input, which may have others of size 1.
    private int[] _places = [0, 1, 2];

    /// <summary>An input as the sequence that the first layer reads; null where another input is, or it has other dimensions.</summary>
    private FlowValue? AsFlow(InputValue input)
    {
        if ((_sequence is not null && _sequence != input) || input.Rank < 2)
            return null;
        Axis[] axes = [Axis.First, Axis.Second, Axis.Third];
        int next = 0;
        if (input.Rank <= 3)
            return Begun(input, [.. axes[..input.Rank]], [0, 1, 2]);
        // [batch, 1, steps, values]: images of one channel, whose rows are steps
        ImmutableArray<OnnxDimension> shape = Declared(input.Name)!.Value;
        int[] places = [.. Enumerable.Range(0, shape.Length).Where(at => at == 0 || at == shape.Length - 1 || shape[at].Size != 1)];
        return places.Length == 3
            ? Begun(input, [.. shape.Select((_, at) => places.Contains(at) ? axes[next++] : Axis.One)], places)
            : null;
    }

    /// <summary>An input of steps whose values are arranged in several dimensions; null where these are not fixed.</summary>
    private FlowValue? AsParts(InputValue input)
    {
        if ((_sequence is not null && _sequence != input) || Declared(input.Name) is not { Length: > 3 and <= 8 } shape
            || shape.Skip(2).Any(size => size.Size is not (> 0 and <= int.MaxValue)))
            return null;
        return Begun(input, [Axis.First, Axis.Second, .. Enumerable.Repeat(Axis.Part, shape.Length - 2)], [0, 1]) with
        {
            Parts = [.. shape.Skip(2).Select(size => size.Size!.Value)]
        };
    }

    private FlowValue Begun(InputValue input, ImmutableArray<Axis> axes, int[] places)
    {
        _sequence = input;
        _places = places;
        return Settled(new FlowValue(axes, 0));
    }

    private ImmutableArray<OnnxDimension>? Declared(string name) =>
        _graph.Inputs.Find(input => input.Name == name) is { Shape: { IsDefault: false } shape } ? shape : null;

    private static int Dimension(Axis axis) => axis switch { Axis.First => 0, Axis.Second => 1, Axis.Third => 2, _ => -1 };

    private static bool IsOpen(Axis axis) => Dimension(axis) >= 0;

    /// <summary>The same values with what is known by now of the input's dimensions.</summary>
    private FlowValue Settled(FlowValue flow) =>
        flow.Axes.Any(IsOpen) || flow.Rows.Any(IsOpen) ? flow with { Axes = Settled(flow.Axes), Rows = Settled(flow.Rows) } : flow;

    private ImmutableArray<Axis> Settled(ImmutableArray<Axis> axes) =>
        axes.IsDefault ? axes : [.. axes.Select(axis => Dimension(axis) is >= 0 and var at ? _roles[at] : axis)];

    /// <summary>Notes what dimensions are to the layer that reads them; a dimension of size 1 may be each of them.</summary>
    /// <returns>The values as that layer reads them; null where they are something else.</returns>
    private FlowValue? Reads(FlowValue flow, params ReadOnlySpan<Axis> roles)
    {
        // A dimension of 1 that is put in is the value of each step (x.unsqueeze(-1)), the one row, or the one step.
        for (int i = 0; i < roles.Length; i++)
        {
            Axis axis = flow.Axes[i], role = roles[i];
            bool fits = axis == role || (IsOpen(axis) && (role != Axis.Channel || flow.After == 0))
                || (axis == Axis.One && (role == Axis.Batch || (role == Axis.Time && flow.After == 0)
                    || (role == Axis.Channel && (flow.After == 0 || Width(flow) == 1))));
            if (!fits)
                return null;
        }

        for (int i = 0; i < roles.Length; i++)
        {
            if (Dimension(flow.Axes[i]) is >= 0 and var at)
                _roles[at] = roles[i];
            if (roles[i] == Axis.Channel && flow.After == 0 && _inputWidth == 0)
                _inputWidth = flow.Axes[i] == Axis.One ? 1
                    : IsOpen(flow.Axes[i]) && InputExtent(Dimension(flow.Axes[i])).Number is > 0 and <= int.MaxValue and var size
                        ? (int)size : 0;
        }

        return flow with { Axes = [.. roles] };
    }

    /// <summary>Values whose last dimension is what a layer of each step reads; null where it is something else.</summary>
    private FlowValue? ReadsValues(FlowValue flow)
    {
        if (flow.Rank == 0)
            return null;
        Axis[] roles = [.. flow.Axes];
        roles[^1] = Axis.Channel;
        return Reads(flow, roles);
    }

    /// <summary>Values of a step; 0 where the file does not say.</summary>
    private int Width(FlowValue flow) => flow.After > 0 ? _layers[flow.After - 1].Width : _inputWidth;

    private Extent InputExtent(int dimension) =>
        dimension < _places.Length ? InputExtent(_sequence!.Name, _places[dimension]) : Extent.Free("no dimension");

    private Extent InputExtent(string name, int dimension) =>
        Declared(name) is { } shape && dimension < shape.Length && shape[dimension].Size is { } size
            ? Extent.Of(size)
            : Extent.Free($"{Printable(name)}.size({dimension})");

    // A role that no dimension has is that of a dimension of 1 that was put in.
    private Extent OfRole(Axis role) =>
        _sequence is not null && Array.IndexOf(_roles, role) is >= 0 and var at ? InputExtent(at) : Extent.One;

    /// <summary>Steps behind so many layers.</summary>
    private Extent Steps(int after)
    {
        Extent steps = OfRole(Axis.Time);
        for (int i = 0; i < after; i++)
        {
            if (_layers[i].Sketch is not { Kind: LayerKind.Conv1d } conv
                || (conv.Stride == 1 && (conv.Padding != "Valid" || conv.Kernel == 1)))
                continue;
            long zeros = conv.Padding == "Valid" ? 0 : conv.Kernel - 1L;
            steps = steps.Number is { } number && number + zeros >= conv.Kernel
                ? Extent.Of(((number + zeros - conv.Kernel) / conv.Stride) + 1)
                : Extent.Free($"steps behind '{Printable(_layers[i].Node.Name)}'");
        }

        return steps;
    }

    // Steps where the file fixes them; 0 elsewhere.
    private long FixedSteps => Steps(_layers.Count).Number ?? 0;

    /// <summary>The size of each dimension.</summary>
    private Extent[] Extents(FlowValue flow)
    {
        var sizes = new Extent[flow.Rank];
        for (int i = 0, part = 0; i < sizes.Length; i++)
            sizes[i] = flow.Axes[i] switch
            {
                Axis.Part => part < flow.Parts.Length ? Extent.Of(flow.Parts[part++]) : Extent.Free("part"),
                Axis.Rows => flow.Rows.Aggregate((Extent?)Extent.One, (product, axis) => product?.Times(OfAxis(axis, flow)))
                    ?? Extent.Free("rows"),
                Axis axis => OfAxis(axis, flow),
            };
        return sizes;
    }

    private Extent OfAxis(Axis axis, FlowValue flow) => axis switch
    {
        Axis.First or Axis.Second or Axis.Third => InputExtent(Dimension(axis)),
        Axis.Batch => OfRole(Axis.Batch),
        Axis.Time => Steps(flow.After),
        Axis.Direction => Extent.Of(IsBidirectionalAt(flow.After) ? 2 : 1),
        Axis.Channel when Width(flow) is > 0 and var width =>
            Extent.Of(flow.Axes.Contains(Axis.Direction) && IsBidirectionalAt(flow.After) ? width / 2 : width),
        Axis.Channel when flow.After == 0 && Array.IndexOf(_roles, Axis.Channel) is >= 0 and var at => InputExtent(at),
        Axis.Channel => Extent.Free($"values behind layer {flow.After}"),
        _ => Extent.One,
    };

    private bool IsBidirectionalAt(int after) =>
        _layers.Take(after).LastOrDefault(layer => layer.Sketch.IsRecurrent)?.Sketch.Bidirectional == true;

    /// <summary>How the file's input is laid out, where that is not steps of values; null elsewhere.</summary>
    private string? Layout()
    {
        if (_sequence is null || Declared(_sequence.Name) is not { } shape)
            return null;
        string name = Printable(_sequence.Name);
        if (_places.Length == 2 && shape.Length > 3)
            return $"the input '{name}' has steps of [{string.Join(", ", shape.Skip(2))}] values: a declared model reads them one after "
                + "another";
        return _places.Length == 3 && shape.Length >= 3 && Array.IndexOf(_roles, Axis.Channel) is 0 or 1
            ? $"the input '{name}' is [{string.Join(", ", _roles.Select(Word))}]: a declared model reads the values of each step together"
            : null;

        static string Word(Axis role) => role switch { Axis.Time => "steps", Axis.Batch => "rows", Axis.Channel => "values", _ => "?" };
    }
}
