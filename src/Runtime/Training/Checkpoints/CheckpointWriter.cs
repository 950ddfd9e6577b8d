using LstmGen.Interchange;

namespace LstmGen.Training;

/// <summary>Gathers what a checkpoint holds; blocks are read when the file is written.</summary>
internal sealed class CheckpointWriter
{
    private readonly List<SafetensorsEntry> _entries = [];

    public void Parameters(string prefix, ParameterStore parameters)
    {
        ReadOnlyMemory<float> values = parameters.ToArray();
        foreach (ParameterInfo info in parameters.Description.Parameters)
        {
            long[] shape = [.. info.Shape.Select(dimension => (long)dimension)];
            _entries.Add(SafetensorsEntry.Create(prefix + info.Name, values.Slice(info.Offset, info.Length), shape));
        }
    }

    public void Block(string name, ReadOnlySpan<float> values) =>
        _entries.Add(SafetensorsEntry.Create(name, values.ToArray(), values.Length));

    public void Numbers(string name, double[] values) => _entries.Add(SafetensorsEntry.Create(name, values, values.Length));

    /// <summary>A full double: infinities and NaN too.</summary>
    public void Number(string name, double value) => _entries.Add(SafetensorsEntry.Create(name, new[] { value }));

    public void Count(string name, long value) => _entries.Add(SafetensorsEntry.Create(name, new[] { value }));

    public void Scalars(string prefix, IReadOnlyList<NamedScalar> scalars)
    {
        foreach (NamedScalar scalar in scalars)
            Number(prefix + scalar.Name, scalar.Value);
    }

    public void Write(string path, IReadOnlyDictionary<string, string> metadata) =>
        SafetensorsWriter.WriteChecked(path, _entries, metadata, keepPrevious: true);
}
