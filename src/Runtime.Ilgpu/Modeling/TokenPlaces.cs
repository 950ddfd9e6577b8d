using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Where each token of a batch stands: the order in which gradients of embedding vectors are added up.</summary>
/// <param name="device">The device.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TokenPlaces(GpuDevice device) : IDisposable
{
    private readonly DeviceBlock<int> _places = new(device), _starts = new(device);
    private long[] _keys = [];
    private int[] _ints = [];

    /// <summary>Places t * B + row, token by token.</summary>
    public ArrayView<int> Places => _places.View;

    /// <summary>Where a token's places begin, one more than there are tokens.</summary>
    public ArrayView<int> Starts => _starts.View;

    /// <summary>Number of different tokens.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a batch's tokens, [T, B].</summary>
    /// <param name="tokens">Token ids.</param>
    /// <param name="active">Rows alive at each step.</param>
    /// <param name="batch">B.</param>
    /// <param name="padding">Token that receives no gradient, or -1.</param>
    public void Set(ReadOnlySpan<int> tokens, ReadOnlySpan<int> active, int batch, int padding)
    {
        if (_keys.Length < tokens.Length)
            (_keys, _ints) = (new long[tokens.Length], new int[tokens.Length + 1]);
        int count = 0;
        for (int t = 0; t < active.Length; t++)
        {
            for (int row = 0; row < active[t]; row++)
            {
                int place = t * batch + row;
                if (tokens[place] != padding)
                    _keys[count++] = ((long)tokens[place] << 32) | (uint)place;
            }
        }

        Span<long> keys = _keys.AsSpan(0, count);
        keys.Sort();
        for (int i = 0; i < count; i++)
            _ints[i] = (int)keys[i];
        _places.EnsureLength(count);
        _places.Upload(_ints.AsSpan(0, count));
        Count = 0;
        for (int i = 0; i < count; i++)
        {
            if (i == 0 || keys[i] >> 32 != keys[i - 1] >> 32)
                _ints[Count++] = i;
        }

        _ints[Count] = count;
        _starts.EnsureLength(Count + 1);
        _starts.Upload(_ints.AsSpan(0, Count + 1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _places.Dispose();
        _starts.Dispose();
    }
}
