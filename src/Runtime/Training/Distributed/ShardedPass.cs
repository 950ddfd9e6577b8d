using System.Runtime.InteropServices;

namespace LstmGen.Training;

/// <summary>
/// A piece as shards of whole rows, of which each rank computes its own. Every shard's gradient is that of a batch of its own, divided by
/// what the whole update counts; the shards' gradients are added in the end, see <see cref="GradientExchange"/>. Losses of shards are added
/// in the shards' order.
/// </summary>
internal sealed class ShardedPass : IPiecePass
{
    private readonly IRecurrentModel _model;
    private readonly ModelWorkspace _workspace;
    private readonly SequencePieces _pieces;
    private readonly ParameterUpdate _update;
    private readonly LossTotals _losses;
    private readonly ShardPlan _plan;
    private readonly Distribution? _ranks;
    private readonly AlignedBuffer[] _leaves;
    private readonly GradientExchange _exchange;
    private readonly int[] _headers;
    private readonly double[] _own, _all, _means; // a sum and a count per shard and head; a mean per head

    public ShardedPass(
        IRecurrentModel model, ModelWorkspace workspace, SequencePieces pieces, ParameterUpdate update, LossTotals losses, ShardPlan plan, Distribution? ranks)
    {
        (_model, _workspace, _pieces, _update, _losses, _plan, _ranks) = (model, workspace, pieces, update, losses, plan, ranks);
        int heads = workspace.Heads.Length;
        _leaves = [.. Enumerable.Range(0, plan.Count).Select(_ => new AlignedBuffer(model.Parameters.Count))];
        _headers = [.. Enumerable.Range(0, plan.Ranks).Select(rank => plan.CountOf(rank) * heads * 2 * sizeof(double))];
        _exchange = new GradientExchange(ranks, plan, _leaves, model.Parameters.Count, _headers);
        (_own, _all, _means) = (new double[plan.Count * heads * 2], new double[plan.Shards * heads * 2], new double[heads]);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<double> HeadLosses => _means;

    /// <inheritdoc/>
    public double Run(long step, bool last)
    {
        Array.Clear(_own);
        for (int i = 0; i < _plan.Count; i++)
        {
            (int first, int end) = _plan.RowsOf(_plan.First + i, _pieces.Rows);
            if (_pieces.Load(first, end))
                Compute(i, step);
        }

        _pieces.Finish();
        Span<byte> all = MemoryMarshal.AsBytes(_all.AsSpan());
        ReadOnlySpan<byte> own = MemoryMarshal.AsBytes(_own.AsSpan());
        if (last)
            _exchange.Run(own, all, _update.GradientBlock);
        else if (_ranks is not null)
            _ranks.AllGather(own, all, _headers);
        else
            own.CopyTo(all);
        return AddLosses();
    }

    private void Compute(int shard, long step)
    {
        _workspace.Step = step;
        _model.Forward(_workspace);
        _model.Loss(_workspace);
        _model.Backward(_workspace, _leaves[shard]);
        _pieces.Keep();
        for (int head = 0; head < _means.Length; head++)
        {
            HeadWorkspace one = _workspace.Heads[head];
            int at = ((shard * _means.Length) + head) * 2;
            (_own[at], _own[at + 1]) = (one.Loss * one.Normalizer, one.Count);
        }
    }

    private double AddLosses()
    {
        double total = 0;
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
