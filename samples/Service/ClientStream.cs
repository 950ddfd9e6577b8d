using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LstmGen.Samples.Service;

/// <summary>One client's stream: its own state of the model, and the steps that wait for it.</summary>
internal sealed class ClientStream(SineForecaster.Stream model, Action close)
{
    /// <summary>Steps that wait at most.</summary>
    public const int MostWaiting = 1000;

    private readonly Channel<float[]> _steps = Channel.CreateBounded<float[]>(new BoundedChannelOptions(MostWaiting)
    {
        SingleReader = true
    });

    /// <summary>Hands over a step; false where too many wait already.</summary>
    public bool TrySend(float[] row) => _steps.Writer.TryWrite(row);

    /// <summary>
    /// The event <c>open</c>, which says that steps may be sent, then <c>forecast</c> after each step, until the client has gone.
    /// </summary>
    public async IAsyncEnumerable<SseItem<float[]>> Forecasts([EnumeratorCancellation] CancellationToken gone)
    {
        try
        {
            yield return new SseItem<float[]>([], "open");
            await foreach (float[] row in _steps.Reader.ReadAllAsync(gone).ConfigureAwait(false))
            {
                float[] output = new float[1];
                model.Step(row, output);
                yield return new SseItem<float[]>(output, "forecast");
            }
        }
        finally
        {
            close();
        }
    }
}
