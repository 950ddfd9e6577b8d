using LstmGen.Bench.Peers.Grid;

namespace LstmGen.Bench.Peers.Onnx;

/// <summary>
/// Writes a case's network, with the weights of a declared model, as ONNX: x to y, batch-first, and for a stream one
/// step with every layer's states as inputs s0, s1, ... and outputs t0, t1, ...
/// </summary>
/// <remarks>
/// With <c>quantized</c> each LSTM is a DynamicQuantizeLSTM, as ONNX Runtime's own quantization makes it, with a scale for each row of its
/// weights (its per_channel), symmetric in 8 bits.
/// </remarks>
internal sealed class OnnxExport(BenchCase c, IRecurrentModel model, bool stream, bool quantized = false)
{
    private static readonly int[] SwapTimeAndBatch = [1, 0, 2], SwapDirectionAndBatch = [0, 2, 1, 3];
    private readonly OnnxGraph _graph = new();
    private readonly int _batch = stream ? 1 : c.Batch, _steps = stream ? 1 : c.Steps;
    private int _states;

    /// <summary>States of a stream: two a layer for an LSTM, else one, each [1, 1, H].</summary>
    public static int[] StateWidths(BenchCase c) => [.. c.Hidden.SelectMany(h => Enumerable.Repeat(h, c.Cell == "lstm" ? 2 : 1))];

    public byte[] Write()
    {
        string x = c.Vocabulary > 0 ? Embed() : _graph.Input("x", false, _batch, _steps, c.Input);
        x = _graph.Add("Transpose", [x], ("perm", SwapTimeAndBatch));
        string[] weights = [.. model.Description.Parameters.Select(p => p.Name)
            .Where(n => n.Contains(".weight_ih_l", StringComparison.Ordinal) && !n.EndsWith("_reverse", StringComparison.Ordinal))];
        string final = "";
        for (int layer = 0; layer < c.Hidden.Length; layer++)
            (x, final) = Recurrent(x, weights[layer], c.Hidden[layer]);
        Head(x, final);
        return _graph.ToModel();
    }

    private string Embed()
    {
        string tokens = _graph.Input("x", true, _batch, _steps);
        string table = _graph.Constant(model.Parameters.Read("embedding.weight"), c.Vocabulary, c.Input);
        return _graph.Add("Gather", [table, tokens]);
    }

    /// <summary>One layer of one or two directions; returns its outputs, [T, B, D H], and its final h, [D, B, H].</summary>
    private (string Outputs, string Final) Recurrent(string x, string weight, int hidden)
    {
        int[] order = c.Cell switch { "lstm" => [0, 3, 1, 2], "gru" => [1, 0, 2], _ => [0] };
        int directions = c.Directions, inner = model.Description.Parameter(weight).Shape[1], rows = order.Length * hidden;
        string[] suffixes = c.Bidirectional ? ["", "_reverse"] : [""];
        float[] Gather(string kind, int width) =>
            [.. suffixes.SelectMany(s => Gates(weight.Replace("weight_ih", kind, StringComparison.Ordinal) + s, order, hidden * width))];
        float[] biases = [.. suffixes.SelectMany(
            s => Gates(weight.Replace("weight_ih", "bias_ih", StringComparison.Ordinal) + s, order, hidden).Concat(
                Gates(weight.Replace("weight_ih", "bias_hh", StringComparison.Ordinal) + s, order, hidden)))];
        List<string> inputs = [x];
        List<string> scales = [];
        foreach ((string kind, int width) in new[] { ("weight_ih", inner), ("weight_hh", hidden) })
        {
            if (quantized)
                inputs.Add(Quantized(Gather(kind, width), directions, rows, width, scales));
            else
                inputs.Add(_graph.Constant(Gather(kind, width), directions, rows, width));
        }

        inputs.Add(_graph.Constant(biases, directions, 2 * rows));
        List<string> outputs = [$"y{weight}", $"h{weight}"];
        if (c.Cell == "lstm")
            outputs.Add($"c{weight}");
        if (stream)
        {
            inputs.Add("");
            for (int k = 1; k < outputs.Count; k++, _states++)
            {
                inputs.Add(_graph.Input($"s{_states}", false, 1, 1, hidden));
                outputs[k] = $"t{_states}";
                _graph.Output(outputs[k], 1, 1, hidden);
            }
        }

        if (quantized)
        {
            // X W R B sequence_lens initial_h initial_c P, then scale and zero of W and of R.
            inputs.AddRange(Enumerable.Repeat("", 8 - inputs.Count));
            inputs.AddRange(scales);
        }

        List<(string, object)> attributes = [("hidden_size", hidden), ("direction", c.Bidirectional ? "bidirectional" : "forward")];
        if (c.Cell == "gru")
            attributes.Add(("linear_before_reset", 1));
        if (quantized)
            _graph.Add(OnnxGraph.Microsoft, "DynamicQuantizeLSTM", [.. inputs], [.. outputs], [.. attributes]);
        else
            _graph.Add(c.Cell.ToUpperInvariant(), [.. inputs], [.. outputs], [.. attributes]);
        string y = c.Bidirectional
            ? _graph.Add("Reshape", [_graph.Add("Transpose", [outputs[0]], ("perm", SwapDirectionAndBatch)), _graph.Constant(0L, 0, -1)])
            : _graph.Add("Squeeze", [outputs[0], _graph.Constant(1L)]);
        return (y, outputs[1]);
    }

    /// <summary>
    /// Weights [D, rows, width] as whole numbers of 8 bits, [D, width, rows], which is how the operator has them; adds the names of scales
    /// and zeros, [D, rows].
    /// </summary>
    private string Quantized(float[] weights, int directions, int rows, int width, List<string> scales)
    {
        if (c.Cell != "lstm")
            throw new ArgumentException($"{c.Id}: ONNX Runtime has an operator of 8 bits for LSTMs only.");
        sbyte[] values = new sbyte[weights.Length];
        float[] scale = new float[directions * rows];
        for (int d = 0; d < directions; d++)
        {
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> own = weights.AsSpan(((d * rows) + row) * width, width);
                float step = 0;
                foreach (float weight in own)
                    step = Math.Max(step, MathF.Abs(weight) / 127);
                scale[(d * rows) + row] = step;
                for (int i = 0; i < width; i++)
                    values[(((d * width) + i) * rows) + row] = (sbyte)(step == 0 ? 0 : MathF.Round(own[i] / step));
            }
        }

        scales.Add(_graph.Constant(scale, directions, rows));
        scales.Add(_graph.Constant(new sbyte[directions * rows], directions, rows));
        return _graph.Constant(values, directions, width, rows);
    }

    private void Head(string x, string final)
    {
        int inner = c.Hidden[^1] * c.Directions;
        if (c.Head == "last")
        {
            string rows = _graph.Add("Reshape", [_graph.Add("Transpose", [final], ("perm", SwapTimeAndBatch)), _graph.Constant(0L, -1)]);
            string weight = _graph.Constant(model.Parameters.Read("head.weight"), c.Outputs, inner),
                bias = _graph.Constant(model.Parameters.Read("head.bias"), c.Outputs);
            _graph.Add("Gemm", [rows, weight, bias], ["y"], ("transB", 1));
            _graph.Output("y", _batch, c.Outputs);
            return;
        }

        string y = c.Head == "token" ? _graph.Add("Transpose", [x], ("perm", SwapTimeAndBatch)) : x;
        if (c.Head == "token")
        {
            string product =
                _graph.Add("MatMul", [y, _graph.Constant(Transposed(model.Parameters.Read("head.weight"), inner), inner, c.Outputs)]);
            _graph.Add("Add", [product, _graph.Constant(model.Parameters.Read("head.bias"), c.Outputs)], ["y"]);
        }
        else
        {
            _graph.Add("Transpose", [y], ["y"], ("perm", SwapTimeAndBatch));
        }

        _graph.Output("y", _batch, _steps, c.Head == "token" ? c.Outputs : inner);
    }

    /// <summary>A parameter's blocks of one gate each, in ONNX's order of gates.</summary>
    private float[] Gates(string name, int[] order, int length)
    {
        float[] values = model.Parameters.Read(name).ToArray();
        return [.. order.SelectMany(gate => values.AsSpan(gate * length, length).ToArray())];
    }

    private static float[] Transposed(ReadOnlySpan<float> values, int columns)
    {
        int rows = values.Length / columns;
        float[] result = new float[values.Length];
        for (int r = 0; r < rows; r++)
        {
            for (int k = 0; k < columns; k++)
                result[k * rows + r] = values[r * columns + k];
        }

        return result;
    }
}
