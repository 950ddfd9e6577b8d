namespace LstmGen.Interchange.PyTorch;

/// <summary>
/// A storage of a PyTorch file: a run of elements that one or more tensors view. The data is filled in after the pickle was read.
/// </summary>
internal sealed class TorchStorage(string key, SafetensorsType? type, long count)
{
    public string Key { get; } = key;

    /// <summary>Type of the elements; null where the storage is untyped and counts bytes.</summary>
    public SafetensorsType? Type { get; } = type;

    public long ByteCount { get; } = count * (type?.Size() ?? 1);

    public byte[]? Data { get; set; }
}
