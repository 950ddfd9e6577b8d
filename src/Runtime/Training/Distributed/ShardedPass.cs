using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>
/// A piece as shards of whole rows, of which each rank computes its own. Every shard's gradient is that of a batch of its own, divided by
/// what the whole update counts; the shards' gradients are added in the end, see <see cref="GradientExchange"/>. Losses of shards are added
/// in the shards' order.
/// </summary>
internal sealed class ShardedPass : IPiecePass, IPieceGradients, IDisposable
{
    private const int Timed = 1; // values of a header beside the losses: the seconds of the update before

    private readonly IRecurrentModel _model;
    private readonly ModelWorkspace _workspace;
    private readonly SequencePieces _pieces;
    private readonly IRowsPass _rows;
    private readonly ParameterUpdate _update;
    private readonly LossTotals _losses;
    private readonly ShardPlan _plan;
    private readonly Distribution? _ranks;
    private readonly AlignedBuffer[] _leaves;
    private readonly GradientExchange _exchange;
    private readonly int[] _headers;
    private readonly int _batchSize;
    private readonly OverlapTrial _trial;
    private readonly OverlappedExchange? _overlapped; // null where the exchange cannot overlap
    private readonly Action<int>? _stageDone;
    private readonly double[] _own, _all; // headers, of this rank and of all: a sum and a count per shard and head, and seconds
    private readonly double[] _means;     // of each head
    private double _seconds; // of the update before
    private int _shard;                            // the one at hand
    private OverlappedExchange? _beginsWith;       // what begins with its last gradients; null for nothing

    public ShardedPass(
        IRecurrentModel model, ModelWorkspace workspace, SequencePieces pieces, IRowsPass rows, ParameterUpdate update, LossTotals losses,
        ShardPlan plan, FitOptions options)
    {
        (_model, _workspace, _pieces, _rows, _update, _losses, _plan, _batchSize) =
            (model, workspace, pieces, rows, update, losses, plan, options.BatchSize);
        _ranks = options.Distribution is { Ranks: > 1 } ranks ? ranks : null;
        int heads = workspace.Heads.Length, count = model.Parameters.Count;
        _leaves = [.. Enumerable.Range(0, plan.Count).Select(_ => new AlignedBuffer(count))];
        _headers = [.. Enumerable.Range(0, plan.Ranks).Select(rank => ((plan.CountOf(rank) * heads * 2) + Timed) * sizeof(double))];
        _exchange = new GradientExchange(_ranks, plan, _leaves, count, _headers);
        (_own, _all, _means) =
            (new double[(plan.Count * heads * 2) + Timed], new double[(plan.Shards * heads * 2) + (plan.Ranks * Timed)], new double[heads]);
        _trial = new OverlapTrial(options.OverlapExchange);
        if (_ranks is not null && workspace.StageOffsets.Length > 1 && options.OverlapExchange != false)
        {
            _overlapped = new OverlappedExchange(
                _exchange, _ranks, workspace.StageOffsets, update.GradientBlock, count, _headers[plan.Rank], _headers.Sum());
            _stageDone = _overlapped.Ready;
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> HeadLosses => _means;

    /// <inheritdoc/>
    public double Run(long step, bool last)
    {
        Array.Clear(_own);
        _own[^1] = _seconds;
        long begun = Stopwatch.GetTimestamp();
        OverlappedExchange? overlapped = last && _trial.Overlaps ? _overlapped : null;
        bool begins = false;
        for (int i = 0; i < _plan.Count; i++)
        {
            if (!_pieces.Take(_plan, i, _batchSize))
                continue;
            begins = overlapped is not null && i == _plan.Count - 1;
            _workspace.Step = step;
            (_shard, _beginsWith) = (i, begins ? overlapped : null);
            _rows.Run(this);
        }

        _pieces.Finish();
        Span<byte> all = MemoryMarshal.AsBytes(_all.AsSpan());
        ReadOnlySpan<byte> own = MemoryMarshal.AsBytes(_own.AsSpan());
        if (overlapped is not null)
        {
            if (!begins)
                overlapped.Begin(own); // the last shard has no rows
            overlapped.End(all);
        }
        else if (last)
        {
            _exchange.Run(own, all, _update.GradientBlock);
        }
        else if (_ranks is not null)
        {
            _ranks.AllGather(own, all, _headers);
        }
        else
        {
            own.CopyTo(all);
        }

        if (last)
            _seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return AddLosses(last);
    }

    public void Dispose() => _overlapped?.Dispose();

    void IPieceGradients.Backward(bool last)
    {
        for (int head = 0; head < _means.Length; head++)
        {
            HeadWorkspace one = _workspace.Heads[head];
            int at = ((_shard * _means.Length) + head) * 2;
            _own[at] += one.Loss * one.Normalizer;
            _own[at + 1] += one.Count;
        }

        OverlappedExchange? overlapped = last ? _beginsWith : null;
        overlapped?.Begin(MemoryMarshal.AsBytes(_own.AsSpan()));
        _workspace.StageDone = overlapped is null ? null : _stageDone;
        _model.Backward(_workspace, _leaves[_shard]);
        _workspace.StageDone = null;
    }

    private double AddLosses(bool last)
    {
        double total = 0, slowest = 0;
        for (int rank = 0, at = 0, to = 0; rank < _plan.Ranks; rank++)
        {
            int length = _headers[rank] / sizeof(double) - Timed;
            slowest = Math.Max(slowest, _all[at + length]);
            _all.AsSpan(at, length).CopyTo(_all.AsSpan(to)); // losses follow one another
            (at, to) = (at + length + Timed, to + length);
        }

        if (last)
            _trial.Observe(slowest);
        for (int head = 0; head < _means.Length; head++)
        {
            double sum = 0, count = 0;
            for (int shard = 0; shard < _plan.Shards; shard++)
            {
                int at = ((shard * _means.Length) + head) * 2;
                sum += _all[at];
                count += _all[at + 1];
            }

            _losses.Sums[head] += sum;
            _losses.Counts[head] += count;
            _means[head] = count == 0 ? 0 : sum / count;
            total += _workspace.Description.Heads[head].LossWeight * _means[head];
        }

        return total;
    }
}
