using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace LstmGen.Training;

/// <summary>
/// Exchanges the gradients of a stage of the backward pass on a thread of its own while the next stage is computed. All ranks exchange the
/// same ranges in the same order, so the sums are those of one exchange at the end.
/// </summary>
internal sealed class OverlappedExchange : IDisposable
{
    private readonly GradientExchange _exchange;
    private readonly Distribution _ranks;
    private readonly ImmutableArray<int> _offsets; // of the stages, falling to 0
    private readonly int _length;
    private readonly AlignedBuffer _target;
    private readonly byte[] _header, _headers;
    private readonly SemaphoreSlim _begun = new(0), _changed = new(0), _done = new(0);
    private Thread? _thread;
    private Exception? _failure;
    private volatile int _ready;
    private volatile bool _stopped, _busy;

    /// <param name="exchange">Adds the gradients of a range.</param>
    /// <param name="ranks">The ranks.</param>
    /// <param name="offsets">Where the gradients of each stage begin.</param>
    /// <param name="target">Receives the sum.</param>
    /// <param name="length">Values of a gradient.</param>
    /// <param name="header">Bytes of this rank's header.</param>
    /// <param name="headers">Bytes of the headers of all ranks.</param>
    public OverlappedExchange(
        GradientExchange exchange, Distribution ranks, ImmutableArray<int> offsets, AlignedBuffer target, int length, int header,
        int headers)
    {
        (_exchange, _ranks, _offsets, _target, _length) = (exchange, ranks, offsets, target, length);
        (_header, _headers) = (new byte[header], new byte[headers]);
    }

    /// <summary>Begins an exchange, in which no gradient is complete yet.</summary>
    public void Begin(ReadOnlySpan<byte> header)
    {
        header.CopyTo(_header);
        (_ready, _busy) = (_length, true);
        if (_thread is null)
        {
            _thread = new Thread(Serve) { IsBackground = true, Name = "LstmGen: exchanges gradients" };
            _thread.Start();
        }

        _begun.Release();
    }

    /// <summary>Gradients are complete from a place on; the backward pass goes on.</summary>
    public void Ready(int offset)
    {
        _ready = offset;
        _changed.Release();
    }

    /// <summary>All gradients are complete: waits for the rest of the exchange.</summary>
    /// <param name="headers">Receives the headers of all ranks, one after another.</param>
    public void End(Span<byte> headers)
    {
        Ready(0);
        _done.Wait();
        _busy = false;
        if (_failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        _headers.CopyTo(headers);
    }

    public void Dispose()
    {
        _stopped = true;
        _begun.Release();
        _changed.Release();
        if (_busy)
            return; // a failed run: the thread may wait for ranks that have ended
        _thread?.Join();
        _begun.Dispose();
        _changed.Dispose();
        _done.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            _begun.Wait();
            if (_stopped)
                return;
            try
            {
                _ranks.WaitsQuietly = true;
                ExchangeStages();
            }
            catch (Exception e)
            {
                _failure = e;
            }
            finally
            {
                _ranks.WaitsQuietly = false;
            }

            _done.Release();
        }
    }

    private void ExchangeStages()
    {
        for (int stage = 0, to = _length; stage < _offsets.Length; to = _offsets[stage++])
        {
            while (_ready > _offsets[stage] && !_stopped)
                _changed.Wait();
            if (_stopped)
                return;
            bool first = stage == 0; // with which the headers go
            _exchange.RunBeside(_offsets[stage], to, first ? _header : default, first ? _headers : default, _target);
        }

        while (_changed.Wait(0))
        {
        }
    }
}
