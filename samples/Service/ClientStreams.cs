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

    /// <summary>A client's stream; null where it has none.</summary>
    public ClientStream? Find(string client) => _open.GetValueOrDefault(client);
}
