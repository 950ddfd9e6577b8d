using System.Buffers;
using System.Runtime.InteropServices;

namespace LstmGen.Training;

// What a metric is given may be written down, so that other ranks give it to theirs: every rank then counts the whole validation, in its
// order. Scores of classes are written as what the metric makes of them, because there may be many classes.
internal sealed partial class MetricFeed
{
    private ArrayBufferWriter<byte>? _record;

    /// <summary>Writes down what the metric would be given, until <see cref="EndRecord"/>.</summary>
    public void BeginRecord() => _record = new ArrayBufferWriter<byte>();

    /// <summary>What was written down.</summary>
    public byte[] EndRecord()
    {
        byte[] record = _record!.WrittenSpan.ToArray();
        _record = null;
        return record;
    }

    /// <summary>Gives the metric what was written down.</summary>
    public void Replay(ReadOnlySpan<byte> record)
    {
        while (!record.IsEmpty)
        {
            switch (Metric)
            {
                case LikelihoodMetric likelihood:
                    likelihood.AddItem(MemoryMarshal.Read<double>(record));
                    record = record[sizeof(double)..];
                    break;
                case LabelMetric or SequenceMetric:
                    ReadOnlySpan<int> predicted = Next<int>(ref record);
                    Give(predicted, Next<int>(ref record));
                    break;
                case ClassMetric classes:
                    ReadOnlySpan<float> scores = Next<float>(ref record);
                    classes.Add(scores, Next<int>(ref record));
                    break;
                case OutputMetric all:
                    ReadOnlySpan<float> outputs = Next<float>(ref record);
                    all.Add(outputs, Next<float>(ref record));
                    break;
                default:
                    ReadOnlySpan<float> values = Next<float>(ref record);
                    ((ValueMetric)Metric).Add(values, Next<float>(ref record));
                    break;
            }
        }
    }

    private void Give(ReadOnlySpan<int> predicted, ReadOnlySpan<int> targets)
    {
        if (_record is not null)
        {
            Write(predicted);
            Write(targets);
            return;
        }

        if (Metric is SequenceMetric sequences)
            sequences.Add(predicted, targets);
        else
            ((LabelMetric)Metric).AddLabels(predicted, targets);
    }

    private void Give(ClassMetric metric, ReadOnlySpan<float> scores, ReadOnlySpan<int> target)
    {
        switch (metric)
        {
            case var _ when _record is null:
                metric.Add(scores, target);
                break;
            case LikelihoodMetric likelihood:
                if (likelihood.TryMeasure(scores, target, out double nats))
                    _record.Write(MemoryMarshal.AsBytes([nats]));
                break;
            case LabelMetric:
                Give([LabelMetric.Predicted(scores, 0)], target);
                break;
            default:
                Write(scores);
                Write(target);
                break;
        }
    }

    private void Give(ValueMetric metric, ReadOnlySpan<float> predicted, ReadOnlySpan<float> targets)
    {
        if (_record is null)
            metric.Add(predicted, targets);
        else
            Write(predicted, targets);
    }

    private void Give(OutputMetric metric, ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets)
    {
        if (_record is null)
            metric.Add(outputs, targets);
        else
            Write(outputs, targets);
    }

    private void Write(ReadOnlySpan<float> predicted, ReadOnlySpan<float> targets)
    {
        Write<float>(predicted);
        Write<float>(targets);
    }

    private void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        _record!.Write(MemoryMarshal.AsBytes([values.Length]));
        _record!.Write(MemoryMarshal.AsBytes(values));
    }

    private static ReadOnlySpan<T> Next<T>(ref ReadOnlySpan<byte> record)
        where T : unmanaged
    {
        ReadOnlySpan<int> length = MemoryMarshal.Cast<byte, int>(record[..sizeof(int)]);
        ReadOnlySpan<T> values = MemoryMarshal.Cast<byte, T>(record[sizeof(int)..])[..length[0]];
        record = record[(sizeof(int) + MemoryMarshal.AsBytes(values).Length)..];
        return values;
    }
}
