using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Keras;

/// <summary>One layer of Keras: its tensors in PyTorch's layout, and its settings.</summary>
internal static class KerasLayers
{
    /// <summary>The tensors and settings of <paramref name="layer"/>. A layer that is not known keeps its tensors as they are.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its tensors in Keras' order.</param>
    /// <param name="rank">Dimensions of what it reads, the batch included.</param>
    public static (List<WeightTensor> Tensors, LayerSketch Sketch) Read(KerasLayer layer, List<WeightTensor> weights, int rank)
    {
        KerasLayer cell = layer.Inner.Cell;
        string type = cell.Class.Length > 0 && cell.Settings is not null ? cell.Class : KerasKinds.ByWeights(layer, weights);
        bool bidirectional = layer.Class == "Bidirectional"
            || (layer.Settings is null && weights.Count is 4 or 6 && type is "LSTM" or "GRU" or "SimpleRNN");
        LayerSketch sketch = KerasSketch.Of(layer, type, bidirectional, weights, rank);
        List<WeightTensor> tensors = [.. Tensors(sketch, type, layer.Name, weights)];
        return (sketch.Problem is null ? tensors : [.. tensors.Select(tensor => tensor.With(sketch.Problem))], sketch);
    }

    private static IEnumerable<WeightTensor> Tensors(LayerSketch sketch, string type, string name, List<WeightTensor> weights)
    {
        if (sketch.Kind != LayerKind.Other && weights.Exists(tensor => tensor.Count == 0))
            throw Wrong(name, weights); // a dimension of 0 beside one that nothing bounds
        switch (sketch.Kind)
        {
            case LayerKind.Lstm or LayerKind.Gru or LayerKind.Rnn when weights.Count > 0:
                int half = sketch.Bidirectional ? weights.Count / 2 : weights.Count;
                if (half is not (2 or 3) || (sketch.Bidirectional && weights.Count % 2 != 0))
                    throw Wrong(name, weights);
                return Recurrent(sketch.Kind, type, name, weights[..half], "")
                    .Concat(sketch.Bidirectional ? Recurrent(sketch.Kind, type, name, weights[half..], "_reverse") : []);
            case LayerKind.Dense when weights.Count is 1 or 2:
                return KerasLayout.Dense(name, Matrix(name, weights[0]), weights.Count == 2 ? Row(name, weights[1]) : null);
            case LayerKind.Embedding when weights.Count == 1 && weights[0].Shape.Length == 2:
                return [KerasLayout.Embedding(name, weights[0])];
            case LayerKind.Conv1d when weights.Count is 1 or 2:
                return KerasLayout.Conv1d(name, weights[0], weights.Count == 2 ? weights[1] : null);
            case LayerKind.LayerNorm when weights.Count == 2:
                return KerasLayout.LayerNorm(name, weights[0], weights[1]);
            case LayerKind.Other:
                return weights;
            default:
                return weights.Count == 0 ? weights : throw Wrong(name, weights);
        }
    }

    private static IEnumerable<WeightTensor> Recurrent(
        LayerKind kind, string type, string name, List<WeightTensor> weights, string direction)
    {
        Matrix kernel = Matrix(name, weights[0]), recurrent = Matrix(name, weights[1]);
        WeightTensor? bias = weights.Count == 3 ? weights[2] : null;
        if (type.StartsWith("CuDNN", StringComparison.Ordinal))
            return CudnnLayout.Read(kind, name, kernel, recurrent, Row(name, bias ?? throw Wrong(name, weights))!, direction);
        if (kind != LayerKind.Gru)
            return kind == LayerKind.Lstm
                ? KerasLayout.Lstm(name, kernel, recurrent, Row(name, bias), direction)
                : KerasLayout.Rnn(name, kernel, recurrent, Row(name, bias), direction);
        if (bias is not { Shape.Length: 2 })
            return KerasLayout.Gru(name, kernel, recurrent, Row(name, bias), null, direction);
        Matrix both = Matrix(name, bias);
        return both.Rows == 2
            ? KerasLayout.Gru(name, kernel, recurrent, both.Values[..both.Columns], both.Values[both.Columns..], direction)
            : throw Wrong(name, weights);
    }

    private static Matrix Matrix(string layer, WeightTensor tensor) => tensor.Shape is [var rows, var columns] && tensor.IsFloatingPoint
        ? new Matrix(tensor.ToSingles(), (int)rows, (int)columns) : throw Wrong(layer, [tensor]);

    private static float[]? Row(string layer, WeightTensor? tensor) =>
        tensor is null ? null : tensor.Shape.Length == 1 && tensor.IsFloatingPoint ? tensor.ToSingles() : throw Wrong(layer, [tensor]);

    private static FormatException Wrong(string layer, List<WeightTensor> weights) => new(
        $"layer '{InterchangeException.Printable(layer)}' has the tensors "
            + $"{string.Join(", ", weights.Take(8).Select(tensor => InterchangeException.Printable(tensor.ToString())))}, which "
            + "are not those of its class");
}
