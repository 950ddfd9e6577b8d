using LstmGen.Interchange;

namespace LstmGen.Training;

/// <summary>Reads what <see cref="CheckpointWriter"/> wrote.</summary>
internal sealed class CheckpointReader(SafetensorsFile file, string path)
{
    public string Path => path;

    public IReadOnlyDictionary<string, string> Metadata => file.Metadata;

    public bool Has(string name) => file.TryGet(name, out _);

    /// <summary>Throws unless every parameter is there in its shape.</summary>
    public void RequireParameters(string prefix, ModelDescription description)
    {
        foreach (ParameterInfo info in description.Parameters)
        {
            if (!file[prefix + info.Name].Shape.SequenceEqual(info.Shape.Select(dimension => (long)dimension)))
                throw new ArgumentException($"{path}: '{info.Name}' has shape [{string.Join(", ", file[prefix + info.Name].Shape)}], but "
                    + $"{description.Name} declares {info}. Resume with the model that was trained.");
        }
    }

    public void Parameters(string prefix, ParameterStore parameters)
    {
        using ParameterWriting writing = parameters.BeginUpdate();
        foreach (ParameterInfo info in parameters.Description.Parameters)
            file[prefix + info.Name].CopyTo(writing.Values.Slice(info.Offset, info.Length));
    }

    public ReadOnlySpan<float> Block(string name) => file[name].AsSpan<float>();

    public ReadOnlySpan<float> Block(string name, int length)
    {
        SafetensorsTensor tensor = file[name];
        return tensor.Count == length ? tensor.AsSpan<float>() : throw Damaged(name, $"has {tensor.Count} values, {length} are needed");
    }

    public ReadOnlySpan<double> Numbers(string name) => file[name].AsSpan<double>();

    public ReadOnlySpan<double> Numbers(string name, int length)
    {
        ReadOnlySpan<double> values = Numbers(name);
        return values.Length == length ? values : throw Damaged(name, $"has {values.Length} values, {length} are needed");
    }

    public double Number(string name) => Numbers(name, 1)[0];

    public long Count(string name)
    {
        ReadOnlySpan<long> values = file[name].AsSpan<long>();
        return values.Length == 1 && values[0] >= 0 ? values[0] : throw Damaged(name, "must be one number of at least 0");
    }

    public int Index(string name) => Count(name) is var count and <= int.MaxValue ? (int)count : throw Damaged(name, "is too large");

    public NamedScalar[] Scalars(string prefix) =>
        [.. Names(prefix).Select(name => new NamedScalar(name, Number(prefix + name)))];

    /// <summary>What follows <paramref name="prefix"/> in the names that begin with it.</summary>
    public IEnumerable<string> Names(string prefix) =>
        file.Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(tensor => tensor.Name[prefix.Length..]);

    private SafetensorsException Damaged(string name, string what) =>
        new($"{path}: '{name}' {what}. The checkpoint is damaged: delete it, or set Resume = false.");
}
