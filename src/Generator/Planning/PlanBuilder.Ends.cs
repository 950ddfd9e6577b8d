using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Planning;

// What layers give, for layers that read it later.
internal sealed partial class PlanBuilder
{
    private readonly Dictionary<string, SequenceEnd> _ends = [];
    private SequenceEnd? _inputEnd;

    /// <summary>Notes what an element has given, under its prefix, for layers that read it later.</summary>
    /// <param name="element">The element.</param>
    /// <param name="before">What it has read.</param>
    public void EndElement(ElementSpec element, SequencePlan? before)
    {
        var end = new SequenceEnd(Current, _layers.Count == 0 ? null : _layers[_layers.Count - 1]);
        if (element.IsInput)
            _inputEnd = end;
        if (_prefix is not null && Current != before)
            _ends[_prefix] = end;
    }

    /// <summary>What the layer of that name gives; of null, the model's input. Null where no layer so far has the name.</summary>
    public SequenceEnd? FindEnd(string? name) => name is null ? _inputEnd : _ends.TryGetValue(name, out SequenceEnd? end) ? end : null;

    /// <summary>Names by which what layers give can be found.</summary>
    public IEnumerable<string> EndNames => _ends.Keys;
}
