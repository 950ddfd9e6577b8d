using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Keras;

/// <summary>
/// Weights of <c>CuDNNLSTM</c> and <c>CuDNNGRU</c> of Keras 2, which lie as cuDNN wants them: a gate's kernel has PyTorch's order [units,
/// inputs] under the shape [inputs, units], its recurrent kernel is not transposed, and both biases stand one behind the other.
/// </summary>
internal static class CudnnLayout
{
    public static IEnumerable<WeightTensor> Read(
        LayerKind kind, string name, Matrix kernel, Matrix recurrent, float[] bias, string direction)
    {
        int gates = kind == LayerKind.Lstm ? 4 : 3, units = recurrent.Rows;
        if (kernel.Columns != gates * units || recurrent.Columns != gates * units || bias.Length != 2 * gates * units)
            throw new FormatException($"layer '{InterchangeException.Printable(name)}' has weights that are not those of {gates} "
                + $"gates of {units} units of cuDNN");
        Matrix plain = Gates(kernel, gates, Reshaped), plainRecurrent = Gates(recurrent, gates, gate => gate.Transposed());
        float[] input = bias[..(gates * units)], hidden = bias[(gates * units)..];
        return kind == LayerKind.Gru
            ? KerasLayout.Gru(name, plain, plainRecurrent, input, hidden, direction)
            : KerasLayout.Lstm(name, plain, plainRecurrent, [.. input.Zip(hidden, (a, b) => a + b)], direction);
    }

    /// <summary>The gate's values read as [units, inputs], and transposed.</summary>
    private static float[] Reshaped(Matrix gate) => new Matrix(gate.Values, gate.Columns, gate.Rows).Transposed();

    private static Matrix Gates(Matrix all, int gates, Func<Matrix, float[]> change)
    {
        int units = all.Columns / gates;
        float[] result = new float[all.Values.Length];
        for (int gate = 0; gate < gates; gate++)
        {
            float[] own = new float[all.Rows * units];
            for (int row = 0; row < all.Rows; row++)
                all.Values.AsSpan(row * all.Columns + gate * units, units).CopyTo(own.AsSpan(row * units));
            float[] changed = change(new Matrix(own, all.Rows, units));
            for (int row = 0; row < all.Rows; row++)
                changed.AsSpan(row * units, units).CopyTo(result.AsSpan(row * all.Columns + gate * units));
        }

        return all with { Values = result };
    }
}
