using LstmGen.Serialization;

namespace LstmGen.Interchange.Keras;

/// <summary>
/// Keras' layout of weights as PyTorch's. Keras has kernels [inputs, gates x units] and one bias; PyTorch [gates x units, inputs] and two.
/// The LSTM's gates are in the same order (i f c o), the GRU's are z r h there and r z n here.
/// </summary>
internal static class KerasLayout
{
    /// <summary>Transposed kernels, Keras' bias as <c>bias_ih</c>, and <c>bias_hh</c> zero.</summary>
    public static IEnumerable<WeightTensor> Lstm(string layer, Matrix kernel, Matrix recurrent, float[]? bias)
    {
        int units = recurrent.Rows;
        Require(layer, kernel.Columns == 4 * units && recurrent.Columns == 4 * units && (bias is null || bias.Length == 4 * units), units, 4);
        yield return Tensor($"{layer}.weight_ih_l0", kernel.Transposed(), "transposed", 4 * units, kernel.Rows);
        yield return Tensor($"{layer}.weight_hh_l0", recurrent.Transposed(), "transposed", 4 * units, units);
        if (bias is null)
            yield break;
        yield return Tensor($"{layer}.bias_ih_l0", bias, "", 4 * units);
        yield return Tensor($"{layer}.bias_hh_l0", new float[4 * units], "not in the file, zero", 4 * units);
    }

    /// <summary>Transposed kernels and both biases (<c>reset_after</c>), with the gates in PyTorch's order.</summary>
    public static IEnumerable<WeightTensor> Gru(string layer, Matrix kernel, Matrix recurrent, float[]? inputBias, float[]? recurrentBias)
    {
        const string Change = "transposed, gates z r h to r z n";
        int units = recurrent.Rows;
        Require(layer, kernel.Columns == 3 * units && recurrent.Columns == 3 * units
            && (inputBias is null || inputBias.Length == 3 * units && recurrentBias?.Length == 3 * units), units, 3);
        yield return Tensor($"{layer}.weight_ih_l0", ResetFirst(kernel.Transposed()), Change, 3 * units, kernel.Rows);
        yield return Tensor($"{layer}.weight_hh_l0", ResetFirst(recurrent.Transposed()), Change, 3 * units, units);
        if (inputBias is null)
            yield break;
        yield return Tensor($"{layer}.bias_ih_l0", ResetFirst(inputBias), "gates z r h to r z n", 3 * units);
        yield return Tensor($"{layer}.bias_hh_l0", ResetFirst(recurrentBias!), "gates z r h to r z n", 3 * units);
    }

    /// <summary>The transposed kernel and the bias.</summary>
    public static IEnumerable<WeightTensor> Dense(string layer, Matrix kernel, float[]? bias)
    {
        if (bias is not null && bias.Length != kernel.Columns)
            throw new FormatException($"layer '{layer}' has a kernel for {kernel.Columns} units and a bias for {bias.Length}");
        yield return Tensor($"{layer}.weight", kernel.Transposed(), "transposed", kernel.Columns, kernel.Rows);
        if (bias is not null)
            yield return Tensor($"{layer}.bias", bias, "", kernel.Columns);
    }

    /// <summary>Blocks z r n as r z n.</summary>
    private static float[] ResetFirst(float[] values)
    {
        int block = values.Length / 3;
        return [.. values.AsSpan(block, block), .. values.AsSpan(0, block), .. values.AsSpan(2 * block)];
    }

    private static void Require(string layer, bool consistent, int units, int gates)
    {
        if (!consistent)
            throw new FormatException($"layer '{layer}' has weights that are not those of {gates} gates of {units} units");
    }

    private static WeightTensor Tensor(string name, float[] values, string change, params long[] shape) =>
        new(name, SafetensorsType.F32, [.. shape], System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray()) { Change = change };
}
