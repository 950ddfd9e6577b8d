namespace LstmGen.Interchange.Hdf5;

/// <summary>A group or a dataset.</summary>
internal sealed class Hdf5Node
{
    private const int MaxDepth = 32;

    private readonly Hdf5File _file;
    private readonly List<Hdf5Message> _messages;
    private readonly int _depth;
    private readonly Dictionary<string, Hdf5Node> _children = new(StringComparer.Ordinal);
    private Dictionary<string, long>? _links;
    private Dictionary<string, Hdf5Attribute>? _attributes;

    public Hdf5Node(Hdf5File file, string path, long address, int depth)
    {
        if (depth > MaxDepth)
            throw new FormatException(
                $"its groups are nested more than {MaxDepth} deep at '{InterchangeException.Printable(path)}'; the file is damaged");
        _file = file;
        _depth = depth;
        Path = path;
        _messages = Hdf5Header.Read(file.Bytes, address);
    }

    /// <summary>The names from the root, joined by '/'.</summary>
    public string Path { get; }

    /// <summary>Whether it holds data; otherwise it is a group.</summary>
    public bool IsDataset => _messages.Exists(message => message.Kind == Hdf5Message.Layout);

    /// <summary>The names in a group.</summary>
    public IReadOnlyCollection<string> Names => Links.Keys;

    private Dictionary<string, long> Links => _links ??= Hdf5Links.Read(_file.Bytes, _messages);

    /// <summary>The child of a group at <paramref name="path"/>, names joined by '/'; null where there is none.</summary>
    public Hdf5Node? Find(string path)
    {
        Hdf5Node at = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at.Child(name) is not { } child)
                return null;
            at = child;
        }

        return at;
    }

    /// <summary>The texts of an attribute; null where there is none of that name.</summary>
    /// <exception cref="FormatException">It holds something else.</exception>
    public IReadOnlyList<string>? Texts(string attribute)
    {
        _attributes ??= Hdf5Attribute.Read(_file.Bytes, _messages);
        return _attributes.TryGetValue(attribute, out Hdf5Attribute? found) ? found.Texts(_file, attribute) : null;
    }

    /// <summary>The text of an attribute; null where there is none of that name.</summary>
    public string? Text(string attribute) => Texts(attribute) is [string text, ..] ? text : null;

    /// <summary>The child of a group called <paramref name="name"/>; null where there is none.</summary>
    public Hdf5Node? Child(string name)
    {
        if (_children.TryGetValue(name, out Hdf5Node? known))
            return known;
        if (IsDataset || !Links.TryGetValue(name, out long address))
            return null;
        var child = new Hdf5Node(_file, Path.Length == 0 ? name : $"{Path}/{name}", address, _depth + 1);
        _children.Add(name, child);
        return child;
    }

    /// <summary>The dataset as a tensor called <paramref name="name"/>.</summary>
    public WeightTensor Tensor(string name) => Hdf5Data.Read(_file, _messages, name, isBfloat16: Text("dtype") == "bfloat16");
}
