using System.Runtime.InteropServices;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>
/// Adds the gradients of all shards, as the tree says, and gives every rank the sum. Every rank sends its subtrees' sums of each slice of
/// the parameters to the slice's rank, which adds the rest of the tree; the slices are then gathered. That is the traffic of an all-reduce,
/// and its order of additions is fixed.
/// </summary>
internal sealed class GradientExchange : IParallelWork
{
    private const int Sum = 0, Send = 1, Receive = 2;

    private readonly Distribution? _ranks; // null for one rank
    private readonly ShardPlan _plan;
    private readonly AlignedBuffer[] _leaves;
    private readonly int _length, _chunk;
    private readonly int[] _headers;
    private readonly ShardRange[][] _subtrees;
    private readonly int[] _sent, _received, _gathered;
    private readonly TreeSum.Known _leaf, _arrived;
    private byte[] _out = [], _in = [];
    private float[] _slice = [];
    private AlignedBuffer _target = null!;
    private int _from, _count, _parts, _headerLength; // of the chunk at hand
    private bool _withHeaders, _alone;

    /// <param name="ranks">The ranks; null for one.</param>
    /// <param name="plan">Shards and ranks.</param>
    /// <param name="leaves">The gradients of this rank's shards, [n] each; they are cleared once they were added.</param>
    /// <param name="length">Values of a gradient, n.</param>
    /// <param name="headers">Bytes that each rank sends beside its gradients, a multiple of 8.</param>
    /// <param name="chunk">Values that are exchanged at once, which bounds the memory of it.</param>
    public GradientExchange(Distribution? ranks, ShardPlan plan, AlignedBuffer[] leaves, int length, int[] headers, int chunk = 1 << 22)
    {
        (_ranks, _plan, _leaves, _length, _headers, _chunk) = (ranks, plan, leaves, length, headers, chunk);
        _subtrees = [.. Enumerable.Range(0, plan.Ranks).Select(rank => plan.SubtreesOf(rank).ToArray())];
        (_sent, _received, _gathered) = (new int[plan.Ranks], new int[plan.Ranks], new int[plan.Ranks]);
        (_leaf, _arrived) = (Leaf, Arrived);
    }

    /// <summary>
    /// Writes the sum of all shards' gradients to <paramref name="target"/>, and the headers of all ranks, one after another, to
    /// <paramref name="headers"/>.
    /// </summary>
    public void Run(ReadOnlySpan<byte> header, Span<byte> headers, AlignedBuffer target)
    {
        _target = target;
        if (_ranks is null)
        {
            (_from, _count) = (0, _length);
            RunParts(Sum, _count);
            header.CopyTo(headers);
        }
        else
        {
            RunRange(0, _length, header, headers);
        }
    }

    /// <summary>The same for a range of the parameters, on the calling thread alone, while others compute.</summary>
    public void RunBeside(int from, int to, ReadOnlySpan<byte> header, Span<byte> headers, AlignedBuffer target)
    {
        (_target, _alone) = (target, true);
        RunRange(from, to, header, headers);
        _alone = false;
    }

    // The headers go with the first chunk; a range without them has none.
    private void RunRange(int from, int to, ReadOnlySpan<byte> header, Span<byte> headers)
    {
        for (_from = from; _from < to; _from += _count)
        {
            _count = Math.Min(_chunk, to - _from);
            if (_from == from)
                RunChunk(_ranks!, header, headers);
            else
                RunChunk(_ranks!, default, default);
        }
    }

    /// <inheritdoc/>
    public void Run(int phase, int part)
    {
        switch (phase)
        {
            case Sum:
                (int from, int to) = PartOf(_count, part);
                TreeSum.Of(new(0, _plan.Shards), _leaf, _from + from, _target.Span.Slice(_from + from, to - from));
                Clear(_from + from, to - from);
                break;
            case Send:
                FillSlices(part);
                break;
            default:
                (from, to) = PartOf(Slice(_plan.Rank).Length, part);
                TreeSum.Of(new(0, _plan.Shards), _arrived, from, _slice.AsSpan(from, to - from));
                break;
        }
    }

    private void RunChunk(Distribution ranks, ReadOnlySpan<byte> header, Span<byte> headers)
    {
        int own = Slice(_plan.Rank).Length;
        bool first = !headers.IsEmpty;
        for (int rank = 0; rank < _plan.Ranks; rank++)
        {
            _sent[rank] = header.Length + (_subtrees[_plan.Rank].Length * Slice(rank).Length * sizeof(float));
            _received[rank] = (first ? _headers[rank] : 0) + (_subtrees[rank].Length * own * sizeof(float));
            _gathered[rank] = Slice(rank).Length * sizeof(float);
        }

        Reserve(ref _out, _sent.Sum());
        Reserve(ref _in, _received.Sum());
        if (_slice.Length < own)
            _slice = new float[own];
        for (int rank = 0, at = 0; rank < _plan.Ranks; at += _sent[rank++])
            header.CopyTo(_out.AsSpan(at));
        _headerLength = header.Length;
        RunParts(Send, _count);
        ranks.AllToAll(_out.AsSpan(0, _sent.Sum()), _sent, _in.AsSpan(0, _received.Sum()), _received);
        _withHeaders = first;
        for (int rank = 0, at = 0, to = 0; first && rank < _plan.Ranks; at += _received[rank], to += _headers[rank++])
            _in.AsSpan(at, _headers[rank]).CopyTo(headers[to..]);
        RunParts(Receive, own);
        ranks.AllGather(MemoryMarshal.AsBytes(_slice.AsSpan(0, own)), MemoryMarshal.AsBytes(_target.Span.Slice(_from, _count)), _gathered);
    }

    // A part of the sums of this rank's subtrees, for all slices; then the shards' gradients are zero again.
    private void FillSlices(int part)
    {
        for (int rank = 0, at = 0; rank < _plan.Ranks; at += _sent[rank++])
        {
            (int begin, int length) = Slice(rank);
            (int from, int to) = PartOf(length, part);
            Span<float> slices = MemoryMarshal.Cast<byte, float>(_out.AsSpan(at + _headerLength, _sent[rank] - _headerLength));
            for (int i = 0; i < _subtrees[_plan.Rank].Length; i++)
                TreeSum.Of(_subtrees[_plan.Rank][i], _leaf, _from + begin + from, slices.Slice((i * length) + from, to - from));
            Clear(_from + begin + from, to - from);
        }
    }

    private void Clear(int from, int length)
    {
        foreach (AlignedBuffer leaf in _leaves)
            leaf.Span.Slice(from, length).Clear();
    }

    private bool Leaf(ShardRange node, int from, int length, out ReadOnlySpan<float> values)
    {
        values = node.IsLeaf ? _leaves[node.First - _plan.First].Span.Slice(from, length) : default;
        return node.IsLeaf;
    }

    // The sum of a rank's subtree, of this rank's slice.
    private bool Arrived(ShardRange node, int from, int length, out ReadOnlySpan<float> values)
    {
        int own = Slice(_plan.Rank).Length;
        for (int rank = 0, at = 0; rank < _plan.Ranks; at += _received[rank++])
        {
            int i = Array.IndexOf(_subtrees[rank], node);
            if (i < 0)
                continue;
            int begin = at + (_withHeaders ? _headers[rank] : 0);
            values =
                MemoryMarshal.Cast<byte, float>(_in.AsSpan(begin, _subtrees[rank].Length * own * sizeof(float)))
                    .Slice((i * own) + from, length);
            return true;
        }

        values = default;
        return false;
    }

    // The slice of the chunk that a rank adds up.
    private (int Begin, int Length) Slice(int rank)
    {
        int begin = (int)((long)_count * rank / _plan.Ranks);
        return (begin, (int)((long)_count * (rank + 1) / _plan.Ranks) - begin);
    }

    private void RunParts(int phase, int length)
    {
        if (_alone)
        {
            _parts = 1;
            Run(phase, 0);
            return;
        }

        _parts = SharedBlock.Parts(length);
        WorkerPool.Shared.Run(this, phase, _parts);
    }

    private (int From, int To) PartOf(int length, int part) =>
        ((int)((long)length * part / _parts), (int)((long)length * (part + 1) / _parts));

    private static void Reserve(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = GC.AllocateUninitializedArray<byte>(length, pinned: true);
    }
}
