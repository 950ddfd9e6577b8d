using LstmGen.Interchange.Pickle;

namespace LstmGen.Interchange.PyTorch;

/// <summary>The functions and types that a pickled <c>state_dict</c> names. All others are refused.</summary>
internal sealed class TorchObjects : IPickleObjects
{
    private const string Advice =
        "save the weights alone, torch.save(model.state_dict(), path), in the program that has the model; "
        + "of a checkpoint with them under a key, torch.save(torch.load(path)[key], other) is enough";

    private readonly Dictionary<string, TorchStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>The storages that tensors view, by key.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Storages => _storages;

    public bool Allows(PickleGlobal global, out string advice)
    {
        bool torchScript = global.Module.StartsWith("__torch__", StringComparison.Ordinal);
        advice = torchScript ? $"the file is a TorchScript program; load it with torch.jit.load in Python and {Advice}"
            : global.Name.StartsWith("Complex", StringComparison.Ordinal) ? "a tensor is complex, and no weights are; leave it out"
            : global.Name.Contains("sparse", StringComparison.Ordinal) ? "a tensor is sparse; save tensor.to_dense() in its place"
            : Advice;
        return global switch
        {
            { Module: "collections", Name: "OrderedDict" } => true,
            { Module: "torch._utils", Name: "_rebuild_tensor" or "_rebuild_tensor_v2" or "_rebuild_tensor_v3" } => true,
            { Module: "torch._utils", Name: "_rebuild_parameter" or "_rebuild_parameter_with_state" } => true,
            { Module: "torch.storage", Name: "UntypedStorage" or "TypedStorage" or "_UntypedStorage" } => true,
            { Module: "torch", Name: "Size" or "device" or "UntypedStorage" } => true,
            { Module: "torch" } => TorchTypes.OfStorage(global.Name) is not null || TorchTypes.OfDtype(global.Name) is not null,
            _ => false,
        };
    }

    public object? Call(PickleGlobal global, PickleTuple arguments) => global.Name switch
    {
        "OrderedDict" => OrderedDict(arguments),
        "_rebuild_tensor" or "_rebuild_tensor_v2" when arguments.Count >= 4 => Tensor(arguments, Storage(arguments[0]).Type),
        "_rebuild_tensor_v3" when arguments.Count >= 7 && arguments[6] is PickleGlobal dtype =>
            Tensor(arguments, TorchTypes.OfDtype(dtype.Name)),
        "_rebuild_parameter" or "_rebuild_parameter_with_state" when arguments.Count >= 1 && arguments[0] is TorchTensor tensor => tensor,
        "Size" when arguments.Count == 1 => arguments[0],
        "device" => null,
        _ => throw new FormatException($"{global} is called with arguments that PyTorch does not give it"),
    };

    public object? Persistent(object? id)
    {
        if (id is not PickleTuple { Count: >= 5 } parts || parts[0] is not "storage" || parts[1] is not PickleGlobal global
            || parts[2] is not string key || parts[4] is not long count || count < 0)
            throw new FormatException("a persistent id is not that of a storage");
        if (parts.Count > 5 && parts[5] is not null)
            throw new FormatException(
                "a storage is a view of another, as PyTorch before 0.4 wrote it; load the file in PyTorch and save it again");
        SafetensorsType? type = TorchTypes.OfStorage(global.Name);
        if (count > long.MaxValue / 8)
            throw new FormatException($"storage '{InterchangeException.Printable(key)}' claims {count} elements");
        var storage = new TorchStorage(key, type, count);
        if (_storages.TryGetValue(key, out TorchStorage? known))
            return known.Type == storage.Type && known.ByteCount == storage.ByteCount
                ? known
                : throw new FormatException(
                    $"storage '{InterchangeException.Printable(key)}' is named twice, with different types or sizes");
        _storages.Add(key, storage);
        return storage;
    }

    private static PickleDict OrderedDict(PickleTuple arguments)
    {
        var dictionary = new PickleDict();
        if (arguments.Count == 0)
            return dictionary;
        if (arguments is not { Count: 1 } || arguments[0] is not PickleList pairs)
            throw new FormatException("an OrderedDict is made from something that is no list of pairs");
        foreach (object? pair in pairs.Items)
        {
            (object? key, object? value) = pair switch
            {
                PickleTuple { Count: 2 } tuple => (tuple[0], tuple[1]),
                PickleList { Items.Count: 2 } list => (list.Items[0], list.Items[1]),
                _ => throw new FormatException("an OrderedDict is made from something that is no list of pairs"),
            };
            dictionary.Set(key, value);
        }

        return dictionary;
    }

    private static TorchTensor Tensor(PickleTuple arguments, SafetensorsType? type) => new(
        Storage(arguments[0]),
        type ?? throw new FormatException("a tensor's element type is none of those that are read"),
        arguments[1] is long offset ? offset : throw new FormatException("a tensor's offset is no integer"),
        Integers(arguments[2]),
        Integers(arguments[3]));

    private static TorchStorage Storage(object? value) =>
        value as TorchStorage ?? throw new FormatException("a tensor is made of something that is no storage");

    private static long[] Integers(object? value) => value is PickleTuple tuple && Array.TrueForAll(tuple.Items, item => item is long)
        ? Array.ConvertAll(tuple.Items, item => (long)item!)
        : throw new FormatException("a tensor's sizes or strides are no tuple of integers");
}
