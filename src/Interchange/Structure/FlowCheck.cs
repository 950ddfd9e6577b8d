namespace LstmGen.Interchange.Structure;

/// <summary>
/// Compares what a file computes between its layers of weights with what a declaration computes there: functions, the steps that the head
/// reads, and the function of the head. None of it shows in names and shapes.
/// </summary>
internal sealed class FlowCheck(ModelSketch sketch, IReadOnlyDictionary<DeclaredElement, SortedSet<int>> places)
{
    private readonly List<string> _notes = [];
    private List<string> _declared = []; // functions since the last layer of weights
    private int _before = -1;            // that layer in the file

    /// <summary>What differs and is for the caller to do, where no declaration says it.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The layer of the file that has the weights of a tensor; below 0 where none is known.</summary>
    public static int Place(ModelSketch sketch, WeightTensor tensor) =>
        sketch.Layers.ToList().FindIndex(layer => layer.Name == tensor.Layer && !HasNoWeights(layer));

    /// <summary>What differs first, in words; null where nothing does.</summary>
    public string? Difference(IEnumerable<DeclaredElement> elements)
    {
        bool hasHead = false;
        foreach (DeclaredElement element in elements)
        {
            if (element.Kind is "Activation" or "Skip")
                _declared.Add(element.Word("Function", element.Kind));
            if (!places.TryGetValue(element, out SortedSet<int>? own))
                continue;
            bool isHead = IsHead(element);
            hasHead |= isHead;
            if (Order(own.Min, own.Max, isHead) is { } order)
                return order;
            if (Functions(isHead ? own.Max : own.Min) is { } functions)
                return functions;
            if ((isHead ? Head(element, own.Max) : Steps(own.Min)) is { } difference)
                return difference;
            if (isHead)
                continue;
            string function = element.Kind is "Dense" or "Conv1d" ? element.Word("Activation", "None") : "None";
            (_before, _declared) = (own.Max, function == "None" ? [] : [function]);
        }

        if (!hasHead && Functions(sketch.Layers.Count) is { } behind)
            return behind;
        if (LastRow() is not null)
            _notes.Add("the file gives the last step alone of both directions, where the reverse one has read one step: take the last step "
                + "of what Predict gives");
        return null;
    }

    // Of a graph that is no chain the order says nothing.
    private string? Order(int first, int end, bool isHead)
    {
        if (sketch.NoChain is not null)
            return null;
        int last = isHead ? places.Values.Max(own => own.Max) : -1;
        return first <= _before ? $"layer '{Name(first)}' stands before '{Name(_before)}' in the file, and behind it in the declaration"
            : last > end ? $"layer '{Name(last)}' reads '{Name(end)}' in the file, and '{Name(end)}' is a head in the declaration"
            : null;
    }

    // Where other layers of weights stand between, those that follow a layer at once are compared, and only where they are its own.
    private string? Functions(int next)
    {
        if (!IsNext(next) && (_before < 0 || !HasFunction(sketch.Layers[_before])))
            return null;
        return Differs(_before, "Activation", Words(Behind(_before, next)), Words(_declared));
    }

    private string? Steps(int next)
    {
        if (!IsNext(next))
            return null;
        for (int i = Math.Max(_before, 0); i < next; i++)
        {
            LayerSketch layer = sketch.Layers[i];
            if (layer.Kind == LayerKind.Pooling)
                return Differs(next, "Pooling before it", layer.Pooling, "none");
            if (layer is { IsRecurrent: true, Bidirectional: true, EveryStep: false }
                && sketch.Layers[next].Kind is LayerKind.Dense or LayerKind.LayerNorm)
                return Differs(i, "output", "the last state of each direction", $"every step, for '{Name(next)}',");
        }

        return null;
    }

    private string? Head(DeclaredElement element, int place)
    {
        if (sketch.NoChain is not null || sketch.Layers[place].Kind != LayerKind.Dense)
            return null;
        string declared = element.Kind is "Tagging" or "LanguageModel" or "Ctc" ? "EveryStep" : element.Word("Pooling", "Last");
        if (IsNext(place) && Pooling(place) is { } pooling && pooling != declared)
            return LastRow() is { } both
                ? $"layer '{Name(place)}' reads both directions of '{InterchangeException.Printable(both)}' at the last step in the file, "
                    + "where the reverse one has read one step alone: that is the last step of Pooling = EveryStep, and Pooling is "
                    + $"{declared} in the declaration"
                : Differs(place, "Pooling", pooling, declared);
        string own = element.Kind switch { "Regression" => "None", "MultiLabel" => "Sigmoid", _ => "Softmax" };
        List<string> functions = Behind(place, sketch.Layers.Count);
        string there = Words(functions);
        if (there == own)
            return null;
        if (there == "None")
            _notes.Add($"'{Name(place)}' gives scores in the file, and [{element.Kind}] their {own.ToLowerInvariant()}: declare "
                + "[Regression] for the scores as they are");
        else if (own == "None" && there is "Relu" or "Tanh")
            _notes.Add($"the head '{Name(place)}' has {there} behind it in the file: apply that to what Predict gives");
        else
            return Differs(place, "Activation", there, $"{own} ([{element.Kind}])");
        return null;
    }

    // The layer in both directions whose last row is what the file gives.
    private string? LastRow() => sketch.Layers.FirstOrDefault(layer => layer.LastRow)?.Name;

    // Null where all steps are put into one row.
    private string? Pooling(int head)
    {
        List<LayerSketch> before = [.. sketch.Layers.Take(head)];
        bool everyStep = before.TrueForAll(layer => !layer.IsRecurrent || layer.EveryStep);
        return before.Find(layer => layer.Kind == LayerKind.Pooling)?.Pooling
            ?? (!everyStep ? "Last" : before.Exists(layer => layer.Kind == LayerKind.Flatten) ? null : "EveryStep");
    }

    // Whether nothing with weights, and nothing unknown, stands before it.
    private bool IsNext(int next)
    {
        if (sketch.NoChain is not null || next <= _before)
            return false;
        for (int i = _before + 1; i < next; i++)
        {
            if (!HasNoWeights(sketch.Layers[i]) || sketch.Layers[i].Problem is not null)
                return false;
        }

        return true;
    }

    private List<string> Behind(int place, int end)
    {
        var functions = new List<string>();
        bool pooled = false;
        if (place >= 0 && HasFunction(sketch.Layers[place]))
            functions.Add(sketch.Layers[place].Activation);
        for (int i = place + 1; i < sketch.Layers.Count && (i < end || end <= place); i++)
        {
            if (!HasNoWeights(sketch.Layers[i]) || sketch.Layers[i].Problem is not null)
                break;
            pooled |= sketch.Layers[i].Pooling is "Mean" or "Attention"; // of a maximum all functions give the same before and behind it
            if (sketch.Layers[i].Kind == LayerKind.Activation)
                functions.Add(sketch.Layers[i].Activation + (pooled ? " behind the pooling" : ""));
        }

        functions.RemoveAll(function => function.StartsWith("None", StringComparison.Ordinal));
        return functions;
    }

    private string? Differs(int place, string setting, string there, string here) => there == here
        ? null
        : $"{(place < 0 ? "the input" : $"layer '{Name(place)}'")} has {setting} = {there} in the file, and {here} in the declaration";

    private string Name(int place) => InterchangeException.Printable(sketch.Layers[place].Name);

    private static string Words(List<string> functions) => functions.Count == 0 ? "None" : string.Join(", ", functions);

    private static bool HasFunction(LayerSketch layer) => layer.Kind is LayerKind.Dense or LayerKind.Conv1d;

    private static bool HasNoWeights(LayerSketch layer) => layer.Kind
        is LayerKind.Activation or LayerKind.Dropout or LayerKind.Identity or LayerKind.Flatten or LayerKind.Pooling;

    /// <summary>Whether it is a head with weights.</summary>
    public static bool IsHead(DeclaredElement element) =>
        element.Kind is "Regression" or "Classification" or "MultiLabel" or "Tagging" or "LanguageModel" or "Ctc";
}
