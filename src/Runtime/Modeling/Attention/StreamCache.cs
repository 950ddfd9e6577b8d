using System.Collections.Immutable;

namespace LstmGen.CompilerServices;

/// <summary>
/// The keys and values of a stream on the processor: a block [steps, 2 E] for each row and layer, which doubles when it is full.
/// </summary>
internal sealed class StreamCache : IStreamCache
{
    private readonly ImmutableArray<CacheInfo> _layout;
    private CachedRow[] _rows, _next;
    private readonly bool[] _taken;

    /// <summary>A cache without steps.</summary>
    public StreamCache(ImmutableArray<CacheInfo> layout, int batch)
    {
        _layout = layout;
        _rows = new CachedRow[batch];
        for (int row = 0; row < batch; row++)
            _rows[row] = new CachedRow(layout);
        (_next, _taken) = (new CachedRow[batch], new bool[batch]);
    }

    /// <summary>The steps of a row.</summary>
    public CachedRow this[int row] => _rows[row];

    public void Reserve(int steps)
    {
        foreach (CachedRow row in _rows)
            row.Reserve(steps);
    }

    public void BeginStep()
    {
        foreach (CachedRow row in _rows)
            row.GrowFor(row.Length + 1);
    }

    public void EndStep()
    {
        foreach (CachedRow row in _rows)
            row.Append();
    }

    public void Clear()
    {
        foreach (CachedRow row in _rows)
            row.Clear();
    }

    public void CopyFrom(IStreamCache other)
    {
        var source = (StreamCache)other;
        if (source == this)
            return;
        for (int row = 0; row < _rows.Length; row++)
            _rows[row].GrowFor(source._rows[row].Length); // first: without memory the cache stays as it is
        for (int row = 0; row < _rows.Length; row++)
            _rows[row].CopyFrom(source._rows[row]);
    }

    // A row that one other goes on with moves as it is. Of a row that several go on with all but the first get copies, in the blocks of
    // rows that none goes on with: of those there are as many.
    public void Reorder(ReadOnlySpan<int> from)
    {
        Array.Clear(_next);
        Array.Clear(_taken);
        for (int row = 0; row < from.Length; row++)
        {
            if (_taken[from[row]])
                continue;
            _taken[from[row]] = true;
            _next[row] = _rows[from[row]];
        }

        int spare = 0;
        for (int row = 0; row < from.Length; row++)
        {
            if (_next[row] is not null)
                continue;
            while (_taken[spare])
                spare++;
            _next[row] = _rows[spare++];
            _next[row].CopyFrom(_rows[from[row]]);
        }

        (_rows, _next) = (_next, _rows);
    }

    public void Save(ModelState destination)
    {
        int longest = 0;
        foreach (CachedRow row in _rows)
            longest = Math.Max(longest, row.Length);
        destination.SetSteps(longest);
        for (int i = 0; i < _layout.Length; i++)
        {
            Span<float> to = destination.Cache(destination.Caches[i]);
            for (int row = 0; row < _rows.Length; row++)
            {
                int size = _layout[i].Size, length = _rows[row].Length;
                destination.Lengths[row] = length;
                Span<float> values = to.Slice(row * longest * size, longest * size);
                _rows[row].Values(i)[..(length * size)].CopyTo(values);
                values[(length * size)..].Clear();
            }
        }
    }

    public void Load(ModelState source)
    {
        for (int row = 0; row < _rows.Length; row++)
            _rows[row].GrowFor(source.Lengths[row]);
        for (int i = 0; i < _layout.Length; i++)
        {
            ReadOnlySpan<float> from = source.Cache(source.Caches[i]);
            for (int row = 0; row < _rows.Length; row++)
            {
                int size = _layout[i].Size;
                from.Slice(row * source.Steps * size, source.Lengths[row] * size).CopyTo(_rows[row].Values(i));
            }
        }

        for (int row = 0; row < _rows.Length; row++)
            _rows[row].Replace(source.Lengths[row]);
    }

    public void Dispose()
    {
    }
}
