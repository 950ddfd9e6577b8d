using LstmGen.Reference.Heads;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Golden;

/// <summary>A case's tensors under the names and shapes of the format.</summary>
internal sealed class GoldenTensors(GoldenEntry entry)
{
    private readonly string _layer = entry.Model.Prefixes[0];
    private readonly StateShape _state = entry.Model.States[0];

    /// <summary><c>input.*</c> and <c>param.*</c>.</summary>
    public Dictionary<string, StoredTensor> Inputs()
    {
        var (data, target) = (entry.Data, entry.Target);
        var tensors = Parameters("param.", "F32", entry.Parameters);
        void Add(string name, string kind, IEnumerable<double>? values, params int[] shape)
        {
            if (values is not null)
                tensors.Add($"input.{name}", new(kind, shape, [.. values]));
        }

        int[] h = [_state.Rows, data.Batch, _state.Hidden], c = [_state.Rows, data.Batch, _state.Cell];
        int[] y = entry.Head.EveryStep ? [data.Batch, data.Time] : [data.Batch];
        int width = entry.Head.OutputWidth(entry.Model);
        AddSequence(tensors, "input.x", "F32", data.Values, entry.Model.Input.Width);
        AddSequence(tensors, "input.x", "I64", data.Ids?.Select(id => (double)id));
        Add("lengths", "I64", data.Lengths?.Select(n => (double)n), data.Batch);
        Add("h0", "F32", data.InitialHidden.GetValueOrDefault(_layer), h);
        Add("c0", "F32", data.InitialCell.GetValueOrDefault(_layer), c);
        AddSequence(tensors, "input.w_output", "F32", target.OutputGradient, width);
        Add("w_h_n", "F32", data.HiddenGradients.GetValueOrDefault(_layer), h);
        Add("w_c_n", "F32", data.CellGradients.GetValueOrDefault(_layer), c);
        Add("target", "F32", target.Values, [.. y, width]);
        if (target.LabelLengths is { } labels)
        {
            Add("target", "I64", target.Classes?.Select(k => (double)k), data.Batch, target.Classes!.Length / data.Batch);
            Add("ctc_target_lengths", "I64", labels.Select(n => (double)n), data.Batch);
            Add("ctc_input_lengths", "I64", Enumerable.Range(0, data.Batch).Select(row => (double)data.LengthOf(row)), data.Batch);
        }
        else
        {
            Add("target", "I64", target.Classes?.Select(k => (double)k), y);
        }

        Add("class_weight", "F32", target.ClassWeights, width);
        Add("pos_weight", "F32", target.PositiveWeights, width);
        return tensors;
    }

    /// <summary><c>expect.*</c> and <c>grad.*</c>.</summary>
    public Dictionary<string, StoredTensor> Results(ReferenceResult result)
    {
        var data = entry.Data;
        var tensors = Parameters("grad.", "F64", result.Gradients);
        void Add(string name, double[]? values, params int[] shape)
        {
            if (values is not null)
                tensors.Add(name, new("F64", shape, values));
        }

        int[] h = [_state.Rows, data.Batch, _state.Hidden], c = [_state.Rows, data.Batch, _state.Cell];
        int width = entry.Head.OutputWidth(entry.Model);
        Add("expect.loss", [result.Loss], 1);
        AddSequence(tensors, "expect.output", "F64", result.Sequence, entry.Model.WidthBefore(1));
        Add("expect.h_n", result.FinalHidden[_layer], h);
        Add("expect.c_n", result.FinalCell.GetValueOrDefault(_layer), c);
        if (entry.Head is not SequenceOutputHead)
            Add("expect.head_out", HeadOutput(result, width), entry.Head.EveryStep ? [data.Batch, data.Time, width] : [data.Batch, width]);
        Add("expect.attention", result.Attention.GetValueOrDefault("head"), data.Batch, data.Time);
        AddSequence(tensors, "grad.input.x", "F64", result.InputGradient, entry.Model.Input.Width);
        if (data.InitialHidden.Count > 0)
            Add("grad.input.h0", result.InitialHiddenGradients[_layer], h);
        if (data.InitialCell.Count > 0)
            Add("grad.input.c0", result.InitialCellGradients[_layer], c);
        return tensors;
    }

    // A sequence of one number a step has no last axis.
    private void AddSequence(
        Dictionary<string, StoredTensor> tensors, string name, string kind, IEnumerable<double>? batchFirst, params int[] width)
    {
        if (batchFirst is null)
            return;
        var (batch, time) = (entry.Data.Batch, entry.Data.Time);
        double[] values = [.. batchFirst];
        tensors.Add(name, entry.TimeMajor
            ? new(kind, [time, batch, .. width], BatchOrder.Swap(values, batch, time))
            : new(kind, [batch, time, .. width], values));
    }

    /// <summary>Values by the declaration's parameter names, renamed and with their shapes.</summary>
    public Dictionary<string, StoredTensor> Parameters(string prefix, string kind, Dictionary<string, double[]> values) =>
        entry.Model.Parameters.Where(p => values.ContainsKey(p.Name)).ToDictionary(
            p => prefix + GoldenNames.FromModel(entry.Model, p.Name),
            p => new StoredTensor(kind, p.Shape, values[p.Name]));

    /// <summary>The head's outputs; at padded steps a head at every step yields its bias, as in cases from PyTorch.</summary>
    private double[] HeadOutput(ReferenceResult result, int width)
    {
        var output = (double[])result.Outputs["head"].Clone();
        if (entry.Head.EveryStep && entry.Parameters.TryGetValue("head.bias", out var bias))
        {
            for (int row = 0; row < entry.Data.Batch; row++)
                for (int t = entry.Data.LengthOf(row); t < entry.Data.Time; t++)
                    bias.CopyTo(output, ((row * entry.Data.Time) + t) * width);
        }

        return output;
    }
}
