namespace LstmGen.Interchange.Pickle;

/// <summary>A Python list or set.</summary>
internal sealed class PickleList
{
    // Made when it is asked for: an empty list takes a byte of a file.
    public List<object?> Items => field ??= [];
}
