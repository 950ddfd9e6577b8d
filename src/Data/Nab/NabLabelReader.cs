using System.Text.Json;

namespace LstmGen.Data;

/// <summary>Reads the JSON of <see cref="NabLabels"/>, with rows for messages.</summary>
internal ref struct NabLabelReader(string path, ReadOnlySpan<byte> bytes)
{
    private static readonly TimeReader Times = new();

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly Dictionary<string, IReadOnlyList<AnomalyWindow>> _labels = new(StringComparer.Ordinal);
    private Utf8JsonReader _json = new(bytes);
    private string? _series;

    public Dictionary<string, IReadOnlyList<AnomalyWindow>> Read()
    {
        try
        {
            if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
                throw Malformed();
            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                _series = null;
                _series = Text();
                if (!_labels.TryAdd(_series, Windows()))
                    throw Error("the series stands twice. Put its windows into one list.");
            }

            _json.Read(); // Nothing but white space may follow: the reader itself complains.
            return _labels;
        }
        catch (JsonException e)
        {
            throw new DataFormatException(path, (int)(e.LineNumber ?? -1) + 1, _series, "the file is not JSON here. Get it again.", e);
        }
    }

    private List<AnomalyWindow> Windows()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartArray)
            throw Malformed();
        var windows = new List<AnomalyWindow>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            var isPair = _json.TokenType == JsonTokenType.StartArray;
            if (isPair)
                _json.Read();
            var start = Time();
            var end = start;
            if (isPair)
            {
                _json.Read();
                end = Time();
                _json.Read();
                if (_json.TokenType != JsonTokenType.EndArray)
                    throw Malformed();
            }

            windows.Add(end >= start ? new AnomalyWindow(start, end) : throw Error(
                $"the window that starts at {start:yyyy-MM-dd HH:mm:ss} ends before. Swap the two times."));
        }

        return windows;
    }

    private DateTime Time()
    {
        if (_json.TokenType != JsonTokenType.String)
            throw Malformed();
        return Times.Read(Text(), out var problem) ?? throw Error(problem);
    }

    private string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Error("half of a surrogate pair stands alone here, which is no text. Correct the \\u escape.", e);
        }
    }

    private readonly DataFormatException Malformed() =>
        Error("expected a list of times or of [start, end] pairs such as \"2014-11-01 19:00:00\" per series.");

    private readonly DataFormatException Error(string problem, Exception? inner = null) => new(
        path, _bytes[..(int)_json.TokenStartIndex].Count((byte)'\n') + 1, null, _series is null ? problem : $"{_series}: {problem}", inner);
}
