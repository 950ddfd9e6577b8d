using System.Collections.Immutable;
using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>Hands one head's outputs and targets to one metric, batch by batch.</summary>
internal sealed partial class MetricFeed
{
    private readonly IRecurrentModel _model;
    private readonly int _head;
    private float[] _finished = [];
    private int[] _labels = [];

    public MetricFeed(IRecurrentModel model, HeadMetric metric)
    {
        _model = model;
        Metric = metric.Metric ?? throw new ArgumentException("Metrics holds a metric that is null.", nameof(metric));
        Name = metric.Name;
        ImmutableArray<HeadInfo> heads = model.Description.Heads;
        _head = metric.Head is null && heads.Length == 1 ? 0 : model.Description.IndexOfHead(metric.Head);
        string names = model.Description.HeadNames;
        if (_head < 0)
        {
            throw new ArgumentException(metric.Head is null
                ? $"{Name}: {model.Description.Name} has the heads {names}; say which one: new "
                    + $"HeadMetric({names.Split(',')[0].Replace('\'', '"')}, ...)."
                : $"{Name}: {model.Description.Name} has no head '{metric.Head}'; it has {names}. Name one of these.", nameof(metric));
        }

        Check(heads[_head], nameof(metric));
    }

    public Metric Metric { get; }

    public string Name { get; }

    /// <summary>Takes the batch in whose outputs were just computed.</summary>
    public void Add(ModelWorkspace workspace)
    {
        HeadWorkspace head = workspace.Heads[_head];
        switch (Metric)
        {
            case SequenceMetric when head.Info.Targets == TargetKind.Labels:
                AddLabels(workspace, head);
                break;
            case SequenceMetric or LabelMetric when head.Info.EveryStep:
                AddTags(workspace, head);
                break;
            case SequenceMetric:
                AddPredicted(head);
                break;
            case OutputMetric outputs:
                AddOutputs(workspace, head, outputs);
                break;
            case ClassMetric classes:
                AddClasses(head, classes);
                break;
            case ValueMetric values when head.Info.Targets == TargetKind.Classes:
                AddProbabilities(head, values);
                break;
            case ValueMetric values:
                AddValues(workspace, head, values);
                break;
        }
    }

    /// <summary>Throws where the metric cannot take a target of <paramref name="set"/>.</summary>
    /// <exception cref="ArgumentException">The message names the sequence and the value.</exception>
    public void RequireTargets(SequenceSet set)
    {
        HeadInfo head = _model.Description.Heads[_head];
        if (Metric is not (RocAuc or BinaryAccuracy) || head.Targets == TargetKind.Classes)
            return;
        bool between = Metric is BinaryAccuracy;
        HeadTargets targets = set.Targets(head.Name);
        for (int i = 0; i < targets.Count; i++)
        {
            ReadOnlySpan<float> values = targets.Values(i);
            int at = between ? values.IndexOfAnyExceptInRange(0f, 1f) : values.IndexOfAnyExcept(0f, 1f);
            if (at >= 0)
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"{Name}: head '{head.Name}', sequence {i}, target {at} is {values[at]}, but the metric takes "
                        + $"{(between ? "values from 0 to 1" : "0 and 1 only")}. Measure another, or correct the target."), nameof(set));
        }
    }

    private void AddClasses(HeadWorkspace head, ClassMetric metric)
    {
        int width = head.Info.Outputs;
        for (int row = 0; row < head.Rows; row++)
        {
            if (IsValid(head, row) && head.ClassTargets[row] != head.Info.IgnoreIndex)
                Give(metric, head.Outputs.Span.Slice(row * head.Stride, width), head.ClassTargets.Slice(row, 1));
        }
    }

    private void AddPredicted(HeadWorkspace head)
    {
        for (int row = 0; row < head.Rows; row++)
        {
            if (IsValid(head, row) && head.ClassTargets[row] != head.Info.IgnoreIndex)
                Give(
                    [LabelMetric.Predicted(head.Outputs.Span.Slice(row * head.Stride, head.Info.Outputs), row)],
                    head.ClassTargets.Slice(row, 1));
        }
    }

    // Of two classes the second is yes.
    private void AddProbabilities(HeadWorkspace head, ValueMetric metric)
    {
        for (int row = 0; row < head.Rows; row++)
        {
            if (!IsValid(head, row) || head.ClassTargets[row] == head.Info.IgnoreIndex)
                continue;
            ReadOnlySpan<float> scores = head.Outputs.Span.Slice(row * head.Stride, 2);
            Give(metric, [1 / (1 + MathF.Exp(scores[0] - scores[1]))], [head.ClassTargets[row]]);
        }
    }

    private void AddOutputs(ModelWorkspace workspace, HeadWorkspace head, OutputMetric metric)
    {
        int width = head.Info.Outputs, steps = head.Info.EveryStep ? head.Time.Steps : 1, batch = head.Time.Batch;
        Span<float> finished = Finished(workspace, head);
        for (int row = 0; row < head.Rows; row++)
        {
            int caller = workspace.Order[row % batch] * steps + row / batch;
            if (IsValid(head, row))
                Give(
                    metric, finished.Slice(caller * width, width),
                    head.ValueTargets.Slice(row * head.Info.TargetWidth, head.Info.TargetWidth));
        }
    }

    // What Predict gives, in the caller's order.
    private Span<float> Finished(ModelWorkspace workspace, HeadWorkspace head)
    {
        int count = head.Rows * head.Info.Outputs;
        if (_finished.Length < count)
            _finished = new float[count];
        Span<float> finished = _finished.AsSpan(0, count);
        head.CopyOutputs(finished);
        _model.ToPredictionInPlace(workspace, _head, finished);
        return finished;
    }

    private void AddValues(ModelWorkspace workspace, HeadWorkspace head, ValueMetric metric)
    {
        int width = head.Info.Outputs, steps = head.Info.EveryStep ? head.Time.Steps : 1, batch = head.Time.Batch;
        Span<float> finished = Finished(workspace, head);
        for (int row = 0; row < head.Rows; row++)
        {
            int caller = workspace.Order[row % batch] * steps + row / batch;
            if (!IsValid(head, row))
                continue;
            Span<float> predicted = finished.Slice(caller * width, width);
            // Of a distribution the first output, its mean or location, is the prediction.
            for (int i = 1; i < head.Info.TargetWidth && head.Info.OutputsPerTarget > 1; i++)
                predicted[i] = predicted[i * head.Info.OutputsPerTarget];
            Give(metric, predicted[..head.Info.TargetWidth], head.ValueTargets.Slice(row * head.Info.TargetWidth, head.Info.TargetWidth));
        }
    }

    // The decoded tags and the targets of each row, as a CRF may decide otherwise than the outputs of a step alone. Steps that the loss
    // leaves out are taken out of both.
    private void AddTags(ModelWorkspace workspace, HeadWorkspace head)
    {
        int batch = head.Time.Batch, steps = head.Time.Steps;
        if (_labels.Length < (batch + 1) * steps)
            _labels = new int[(batch + 1) * steps];
        Span<int> tags = _labels.AsSpan(0, batch * steps), targets = _labels.AsSpan(batch * steps, steps);
        _model.Decode(workspace, _head, tags);
        for (int row = 0; row < batch; row++)
        {
            Span<int> predicted = tags.Slice(workspace.Order[row] * steps, steps);
            int counted = 0;
            for (int t = 0; t < head.Time.Lengths[row]; t++)
            {
                int target = head.ClassTargets[t * batch + row];
                if (target != head.Info.IgnoreIndex)
                    (predicted[counted], targets[counted++]) = (predicted[t], target);
            }

            Give(predicted[..counted], targets[..counted]);
        }
    }

    private void AddLabels(ModelWorkspace workspace, HeadWorkspace head)
    {
        int batch = head.Time.Batch, steps = head.Time.Steps;
        if (_labels.Length < batch * steps)
            _labels = new int[batch * steps];
        Span<int> labels = _labels.AsSpan(0, batch * steps);
        _model.Decode(workspace, _head, labels);
        for (int row = 0; row < batch; row++)
        {
            ReadOnlySpan<int> decoded = labels.Slice(workspace.Order[row] * steps, steps);
            int end = decoded.IndexOf(TagDecoding.None);
            Give(end < 0 ? decoded : decoded[..end], head.ClassTargets.Slice(row * head.LabelStride, head.LabelLengths[row]));
        }
    }

    private string ClassFix(int classes) => Metric switch
    {
        TopKAccuracy => $"Write new TopKAccuracy(k, {classes}).",
        _ when Metric.GetType().Assembly == typeof(Metric).Assembly => $"Write new {Metric.GetType().Name}({classes}).",
        _ => $"Make it for {classes} classes.",
    };

    private static bool IsValid(HeadWorkspace head, int row) =>
        head.Info.EveryStep ? row % head.Time.Batch < head.Time.Active[row / head.Time.Batch] : !head.IsOpen(row);

    private void Check(HeadInfo head, string argument)
    {
        bool fits = Metric switch
        {
            ClassMetric metric => head.Targets == TargetKind.Classes && metric.Classes == head.Outputs,
            RSquared metric => head.Targets == TargetKind.Values && head.TargetWidth % metric.Outputs == 0,
            RocAuc or BinaryAccuracy when head.Targets == TargetKind.Classes => head.Outputs == 2,
            ValueMetric => head.Targets == TargetKind.Values,
            EntityF1 metric when metric.LabelCount < head.Outputs && head.Targets == TargetKind.Classes && head.EveryStep =>
                throw new ArgumentException(
                    $"{Name} has texts for {metric.LabelCount} labels, but head '{head.Name}' has {head.Outputs} outputs, and may "
                        + "predict any of them. Give a text for each.", argument),
            EntityF1 => head.Targets == TargetKind.Classes && head.EveryStep,
            LabelErrorRate => head.Targets == TargetKind.Labels,
            SequenceMetric => head.Targets is TargetKind.Classes or TargetKind.Labels,
            OutputMetric => head.Targets == TargetKind.Values,
            _ => false,
        };
        if (Metric is ClassMetric { Classes: var classes } && head.Targets == TargetKind.Classes && classes != head.Outputs)
            throw new ArgumentException(
                $"{Name} is one of {classes} classes, head '{head.Name}' has {head.Outputs}. {ClassFix(head.Outputs)}", argument);
        if (!fits)
        {
            throw new ArgumentException(
                $"{Name} cannot measure head '{head.Name}', which has {head.Outputs} outputs{(head.EveryStep ? " at every step" : "")} "
                    + $"and is trained on {head.Targets}. " +
                "Class metrics fit heads of as many classes, value metrics heads of real values, RocAuc and BinaryAccuracy also heads of "
                    + "two classes, RSquared heads of whole rows of its outputs, EntityF1 heads of tags, LabelErrorRate heads of labels "
                    + "(CTC), a SequenceMetric of your own heads of classes or labels, an OutputMetric heads of real values.", argument);
        }
    }
}
