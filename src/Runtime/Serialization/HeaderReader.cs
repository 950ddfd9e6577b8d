using System.Globalization;
using System.Text.Json;
using LstmGen.Interchange;

namespace LstmGen.Serialization;

/// <summary>
/// Reads the JSON header: <c>{"__metadata__": {text: text}, name: {"dtype", "shape", "data_offsets"}}</c>. Each entry is
/// checked alone here; <see cref="LayoutCheck"/> checks how the entries lie next to each other.
/// </summary>
internal ref struct HeaderReader
{
    private readonly string _source;
    private readonly List<TensorInfo> _tensors = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private Utf8JsonReader _json;

    private HeaderReader(ReadOnlySpan<byte> header, string source)
    {
        _source = source;
        _json = new Utf8JsonReader(header);
    }

    /// <summary>The entries in header order, and the metadata.</summary>
    public static (List<TensorInfo> Tensors, Dictionary<string, string> Metadata) Read(ReadOnlySpan<byte> header, string source)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
            throw SafetensorsException.At(source, "the header does not begin with '{'; the file is not safetensors or is damaged.");

        try
        {
            var reader = new HeaderReader(header, source);
            reader.ReadEntries();
            return (reader._tensors, reader._metadata);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a name that is not UTF-8 or holds half a surrogate pair.
            var why = e is JsonException ? SafetensorsException.Printable(e.Message) : "a name is not valid text";
            throw SafetensorsException.At(source, $"the header is not valid JSON ({why}); save the file again.", e);
        }
    }

    private void ReadEntries()
    {
        _json.Read();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var name = _json.GetString()!;
            if (!seen.Add(name))
                throw SafetensorsException.At(_source, name, "the name stands twice in the header; give every tensor its own.");

            _json.Read();
            if (_json.TokenType != JsonTokenType.StartObject)
                throw SafetensorsException.At(_source, name, $"expected an object, found {_json.TokenType}; save the file again.");
            if (name == "__metadata__")
                ReadMetadata();
            else
                _tensors.Add(ReadTensor(name));
        }

        _json.Read(); // Nothing but white space may follow: the reader itself complains.
    }

    private void ReadMetadata()
    {
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var key = _json.GetString()!;
            _json.Read();
            if (_json.TokenType != JsonTokenType.String)
                throw SafetensorsException.At(
                    _source,
                    $"metadata '{SafetensorsException.Printable(key)}' is {_json.TokenType}, not a string; write "
                        + "metadata values as strings.");
            if (!_metadata.TryAdd(key, _json.GetString()!))
                throw SafetensorsException.At(
                    _source, $"metadata '{SafetensorsException.Printable(key)}' stands twice; write each key once.");
        }
    }

    private TensorInfo ReadTensor(string name)
    {
        string? dtype = null;
        long[]? shape = null, offsets = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var key = _json.GetString()!;
            _json.Read();
            var again = key switch { "dtype" =>
                dtype is not null, "shape" => shape is not null, "data_offsets" => offsets is not null, _ => false };
            if (again)
                throw SafetensorsException.At(_source, name, $"'{key}' stands twice; save the file again.");

            if (key == "dtype")
                dtype = _json.TokenType == JsonTokenType.String
                    ? _json.GetString()
                    : throw SafetensorsException.At(_source, name, $"dtype is {_json.TokenType}, not a string; save the file again.");
            else if (key == "shape")
                shape = ReadNumbers(name, key, TensorShape.MaxRank);
            else if (key == "data_offsets")
                offsets = ReadNumbers(name, key, 2);
            else
                _json.Skip();
        }

        var missing = dtype is null ? "dtype" : shape is null ? "shape" : offsets is null ? "data_offsets" : null;
        if (missing is not null)
            throw SafetensorsException.At(_source, name, $"'{missing}' is missing; save the file again.");
        return Checked(name, dtype!, shape!, offsets!);
    }

    private readonly TensorInfo Checked(string name, string dtype, long[] shape, long[] offsets)
    {
        if (!SafetensorsTypes.TryParse(dtype, out var type))
            throw SafetensorsException.At(
                _source, name,
                $"dtype '{SafetensorsException.Printable(dtype)}' is not supported; convert it to one of {SafetensorsTypes.Known}.");
        if (offsets.Length != 2 || offsets[0] > offsets[1])
            throw SafetensorsException.At(
                _source, name, $"data_offsets {TensorShape.Text(offsets)} are not [begin, end] with begin <= end; save the file again.");
        if (!TensorShape.TryByteCount(shape, type.Size(), out var bytes))
            throw SafetensorsException.At(
                _source, name,
                $"shape {TensorShape.Text(shape)} of {dtype} takes more than 2^63 bytes; the header is damaged, save the file again.");
        if (bytes != offsets[1] - offsets[0])
            throw SafetensorsException.At(_source, name, string.Create(CultureInfo.InvariantCulture,
                $"data_offsets {TensorShape.Text(offsets)} hold {offsets[1] - offsets[0]} bytes, but shape {TensorShape.Text(shape)} of "
                    + $"{dtype} takes {bytes}; save the file again."));
        return new TensorInfo(name, type, shape, offsets[0], offsets[1]);
    }

    private long[] ReadNumbers(string name, string key, int most)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw SafetensorsException.At(_source, name, $"{key} is {_json.TokenType}, not an array; save the file again.");

        var numbers = new List<long>(4);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var value) || value < 0)
                throw SafetensorsException.At(
                    _source, name, $"{key}[{numbers.Count}] is not a whole number from 0 to 2^63 - 1; save the file again.");
            if (numbers.Count == most)
                throw SafetensorsException.At(_source, name, $"{key} has more than {most} numbers; save the file again.");
            numbers.Add(value);
        }

        return [.. numbers];
    }
}
