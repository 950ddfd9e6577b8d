using System.Collections.Concurrent;

namespace LstmGen.Samples.Service;

/// <summary>The streams of the clients that are connected, by the name that each chose.</summary>
internal sealed class ClientStreams(SineForecaster model)
{
    private readonly ConcurrentDictionary<string, ClientStream> _open = new(StringComparer.Ordinal);

    /// <summary>A new stream for a client; null where it has one. It is closed when the client has gone.</summary>
    public ClientStream? TryOpen(string client)
    {
        ClientStream? stream = null;
        stream = new ClientStream(model.CreateStream(), () => _open.TryRemove(new(client, stream!)));
        return _open.TryAdd(client, stream) ? stream : null;
    }

    /// <summary>
    /// Hands a step to a client's stream; false where there is none, or where it is full because nobody reads its forecasts.
    /// </summary>
    public bool TrySend(string client, float[] row) => _open.TryGetValue(client, out ClientStream? stream) && stream.TrySend(row);
}
