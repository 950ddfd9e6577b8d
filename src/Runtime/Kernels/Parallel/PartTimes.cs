namespace LstmGen.CompilerServices;

/// <summary>
/// How long the parts of a run took that one thread has run. Written by that thread, read by the caller once all parts have ended.
/// </summary>
internal sealed class PartTimes
{
    private long _ticket, _ticks, _end;
    private int _count, _processor;

    /// <summary>Parts of the run so far.</summary>
    public int Count => _count;

    /// <summary>When the last of them ended, by the stopwatch.</summary>
    public long End => _end;

    /// <summary>A part takes this long on average, in ticks of the stopwatch; there must be one.</summary>
    public long Mean => _ticks / _count;

    /// <summary>The run of <paramref name="ticket"/> begins on the thread.</summary>
    public void Begin(long ticket)
    {
        (_count, _ticks, _processor) = (0, 0, Thread.GetCurrentProcessorId());
        Volatile.Write(ref _ticket, ticket);
    }

    /// <summary>A part ran from <paramref name="begin"/> to <paramref name="end"/>, by the stopwatch.</summary>
    public void Add(long begin, long end)
    {
        _ticks += end - begin;
        _end = end;
        _count++;
    }

    /// <summary>Whether the thread began the run of <paramref name="ticket"/> on <paramref name="processor"/>.</summary>
    public bool RunsOn(int processor, long ticket) => Volatile.Read(ref _ticket) == ticket && _processor == processor;

    /// <summary>Whether the thread has run parts of the run of <paramref name="ticket"/>.</summary>
    public bool TookPart(long ticket) => Volatile.Read(ref _ticket) == ticket && _count > 0;
}
