namespace LstmGen.Interchange.Keras;

/// <summary>
/// Keras' layout of weights as PyTorch's. Keras has kernels [inputs, gates x units] and one bias; PyTorch [gates x units, inputs] and two.
/// The LSTM's gates are in the same order (i f c o), the GRU's are z r h there and r z n here.
/// </summary>
internal static class KerasLayout
{
    /// <summary>Transposed kernels, Keras' bias as <c>bias_ih</c>, and <c>bias_hh</c> zero.</summary>
    public static IEnumerable<WeightTensor> Lstm(string layer, Matrix kernel, Matrix recurrent, float[]? bias, string direction = "") =>
        OneBias(layer, kernel, recurrent, bias, 4, direction);

    /// <summary>The same without gates.</summary>
    public static IEnumerable<WeightTensor> Rnn(string layer, Matrix kernel, Matrix recurrent, float[]? bias, string direction) =>
        OneBias(layer, kernel, recurrent, bias, 1, direction);

    /// <summary>
    /// Transposed kernels and both biases, with the gates in PyTorch's order. Without <c>reset_after</c> Keras has one bias, and
    /// <c>bias_hh</c> is zero.
    /// </summary>
    public static IEnumerable<WeightTensor> Gru(
        string layer, Matrix kernel, Matrix recurrent, float[]? inputBias, float[]? recurrentBias, string direction = "")
    {
        const string Change = "transposed, gates z r h to r z n";
        int units = recurrent.Rows;
        Require(layer, kernel.Columns == 3 * units && recurrent.Columns == 3 * units
            && (inputBias is null || inputBias.Length == 3 * units)
            && (recurrentBias is null || recurrentBias.Length == 3 * units), units, 3);
        yield return Tensor($"{layer}.weight_ih_l0{direction}", ResetFirst(kernel.Transposed()), Change, 3 * units, kernel.Rows);
        yield return Tensor($"{layer}.weight_hh_l0{direction}", ResetFirst(recurrent.Transposed()), Change, 3 * units, units);
        if (inputBias is null)
            yield break;
        yield return Tensor($"{layer}.bias_ih_l0{direction}", ResetFirst(inputBias), "gates z r h to r z n", 3 * units);
        yield return recurrentBias is null
            ? Tensor($"{layer}.bias_hh_l0{direction}", new float[3 * units], "not in the file, zero", 3 * units)
            : Tensor($"{layer}.bias_hh_l0{direction}", ResetFirst(recurrentBias), "gates z r h to r z n", 3 * units);
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

    /// <summary>A table of vectors as it is.</summary>
    public static WeightTensor Embedding(string layer, WeightTensor table) => Keep($"{layer}.weight", table, "");

    /// <summary>A convolution's kernel [size, inputs, filters] as [filters, inputs, size], and the bias.</summary>
    public static IEnumerable<WeightTensor> Conv1d(string layer, WeightTensor kernel, WeightTensor? bias)
    {
        if (kernel.Shape is not [var size, var inputs, var filters] || (bias is not null && !bias.Shape.AsSpan().SequenceEqual([filters])))
            throw new FormatException(
                $"layer '{InterchangeException.Printable(layer)}' has a kernel and bias that are not those of a convolution");
        float[] from = kernel.ToSingles(), to = new float[from.Length];
        for (long k = 0; k < size; k++)
        {
            for (long i = 0; i < inputs; i++)
            {
                for (long f = 0; f < filters; f++)
                    to[(f * inputs + i) * size + k] = from[(k * inputs + i) * filters + f];
            }
        }

        yield return Tensor($"{layer}.weight", to, "transposed", filters, inputs, size);
        if (bias is not null)
            yield return Keep($"{layer}.bias", bias, "");
    }

    /// <summary>Gain and shift of a normalisation.</summary>
    public static IEnumerable<WeightTensor> LayerNorm(string layer, WeightTensor gamma, WeightTensor beta) =>
        [Keep($"{layer}.weight", gamma, "gamma"), Keep($"{layer}.bias", beta, "beta")];

    private static IEnumerable<WeightTensor> OneBias(
        string layer, Matrix kernel, Matrix recurrent, float[]? bias, int gates, string direction)
    {
        int units = recurrent.Rows;
        Require(
            layer, kernel.Columns == gates * units && recurrent.Columns == gates * units && (bias is null || bias.Length == gates * units),
            units, gates);
        yield return Tensor($"{layer}.weight_ih_l0{direction}", kernel.Transposed(), "transposed", gates * units, kernel.Rows);
        yield return Tensor($"{layer}.weight_hh_l0{direction}", recurrent.Transposed(), "transposed", gates * units, units);
        if (bias is null)
            yield break;
        yield return Tensor($"{layer}.bias_ih_l0{direction}", bias, "", gates * units);
        yield return Tensor($"{layer}.bias_hh_l0{direction}", new float[gates * units], "not in the file, zero", gates * units);
    }

    private static WeightTensor Keep(string name, WeightTensor tensor, string change) =>
        new(name, tensor.Type, tensor.Shape, tensor.Data) { Change = change };

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
        new(
            name, SafetensorsType.F32, [.. shape],
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray()) { Change = change };
}
