using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>The constants of an LSTM, GRU or RNN as parameters in PyTorch's order of gates.</summary>
internal static class RecurrentWeights
{
    /// <summary>For each of PyTorch's gates its place in ONNX: i o f c there, i f g o here; z r h there, r z n here.</summary>
    private static int[] Order(string op, bool coupled) => op switch
    {
        "LSTM" => coupled ? [0, 3, 1] : [0, 2, 3, 1],
        "GRU" => [1, 0, 2],
        _ => [0],
    };

    /// <summary>Blocks of gates in the file.</summary>
    public static int Gates(string op) => op switch { "LSTM" => 4, "GRU" => 3, _ => 1 };

    /// <summary>The tensors of all directions of one layer.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="name">What their names begin with.</param>
    /// <param name="layer">Number of the layer in its stack.</param>
    /// <param name="w">[directions, gates x H, inputs].</param>
    /// <param name="r">[directions, gates x H, H].</param>
    /// <param name="b">[directions, 2 x gates x H], or null.</param>
    /// <param name="p">[directions, 3 H], or null.</param>
    /// <param name="coupled">Whether the forget gate is 1 - i, and its weights are not used.</param>
    /// <exception cref="FormatException">The shapes do not fit together.</exception>
    public static IEnumerable<WeightTensor> Of(
        string op, string name, int layer, OnnxTensor w, OnnxTensor r, OnnxTensor? b, OnnxTensor? p, bool coupled)
    {
        int gates = Gates(op);
        if (((OnnxTensor?[])[w, r, b, p]).Any(tensor => tensor is not null && OnnxTensor.Size(tensor.Type) == 0) || r.Shape is [.., 0]
            || w.Shape is not [var directions and (1 or 2), var rows, var inputs] || r.Shape is not [var d, var rr, var hidden]
            || d != directions || rr != rows || rows != gates * hidden
            || (b is not null && (b.Shape is not [var bd, var br] || bd != directions || br != 2 * rows))
            || (p is not null && (p.Shape is not [var pd, var pr] || pd != directions || pr != 3 * hidden)))
            throw new FormatException($"{op} '{InterchangeException.Printable(name)}' has weights whose shapes do not fit together");
        int[] order = Order(op, coupled);
        string change = op switch { "LSTM" => "gates i o f c to i f g o", "GRU" => "gates z r h to r z n", _ => "" };
        for (int direction = 0; direction < directions; direction++)
        {
            string suffix = $"_l{layer}{(direction == 0 ? "" : "_reverse")}";
            yield return Tensor("weight_ih", w, direction, 1, 0, order.Length * hidden, inputs);
            yield return Tensor("weight_hh", r, direction, 1, 0, order.Length * hidden, hidden);
            if (b is not null)
            {
                yield return Tensor("bias_ih", b, direction, 2, 0, order.Length * hidden);
                yield return Tensor("bias_hh", b, direction, 2, 1, order.Length * hidden);
            }

            if (p is null)
                continue;
            foreach ((string gate, int place) in ((string, int)[])[("ci", 0), ("co", 1), ("cf", 2)])
            {
                if (gate != "cf" || !coupled)
                    yield return Peephole(gate, place);
            }

            WeightTensor Tensor(string kind, OnnxTensor from, int of, int parts, int part, params ReadOnlySpan<long> shape)
            {
                int size = OnnxTensor.Size(from.Type), block = from.Data.Length / ((int)directions * parts * gates);
                ReadOnlySpan<byte> own = from.Data.Span.Slice(((of * parts) + part) * gates * block, gates * block);
                var bytes = new byte[order.Length * block];
                for (int i = 0; i < order.Length; i++)
                    own.Slice(order[i] * block, block).CopyTo(bytes.AsSpan(i * block));
                return New(kind, from, bytes, change, shape);
            }

            WeightTensor Peephole(string gate, int place)
            {
                int block = p.Data.Length / ((int)directions * 3);
                return New($"weight_{gate}", p, p.Data.Span.Slice((direction * 3 + place) * block, block).ToArray(), "", hidden);
            }

            WeightTensor New(string kind, OnnxTensor from, byte[] bytes, string changed, params ReadOnlySpan<long> shape) =>
                new($"{name}.{kind}{suffix}", OnnxTensor.Safetensors(from.Type)!.Value, [.. shape], bytes) { Change = changed };
        }
    }
}
