using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>Look-up of vectors by token id, and the sum of their gradients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddingKernels
{
    private readonly GpuDevice _device;

    internal EmbeddingKernels(GpuDevice device) => _device = device;

    /// <summary>y_t = E[token_t]; zero past a row's end.</summary>
    /// <param name="time">Steps and rows.</param>
    /// <param name="tokens">[T, B].</param>
    /// <param name="table">[vocabulary, size].</param>
    /// <param name="size">Values of a vector.</param>
    /// <param name="output">[T, B, stride].</param>
    /// <param name="stride">Stored values of a vector.</param>
    public void Gather(
        StepLayout time, ArrayView<int> tokens, ArrayView<float> table, int size, ArrayView<float> output, int stride) => _device.Launch(
        GatherVectors, _device.OnePer((long)time.Steps * time.Batch * stride), time, tokens, table, size, output, stride);

    /// <summary>dE[token] += dy for the places of each token in turn.</summary>
    /// <param name="places">Valid places t * B + row, token by token, each token's in rising order.</param>
    /// <param name="starts">Where the tokens' places begin, one more than there are tokens.</param>
    /// <param name="count">Number of different tokens.</param>
    /// <param name="tokens">[T, B].</param>
    /// <param name="gradient">[vocabulary, size].</param>
    /// <param name="size">Values of a vector.</param>
    /// <param name="outputGradient">[T, B, stride].</param>
    /// <param name="stride">Stored values of a vector.</param>
    public void ScatterAdd(
        ArrayView<int> places, ArrayView<int> starts, int count, ArrayView<int> tokens, ArrayView<float> gradient, int size,
        ArrayView<float> outputGradient, int stride) => _device.Launch(
        ScatterVectors, _device.OnePer((long)count * size), places, starts, count, tokens, gradient, size, outputGradient, stride);

    private static void GatherVectors(
        StepLayout time, ArrayView<int> tokens, ArrayView<float> table, int size, ArrayView<float> output, int stride)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, pair = at / stride, column = at % stride;
        if (pair >= time.Steps * time.Batch)
            return;
        bool holds = column < size && time.IsValid(pair / time.Batch, pair % time.Batch);
        output[at] = holds ? table[tokens[pair] * size + column] : 0f;
    }

    // A thread owns one value of one token's vector, so that its sum has one order.
    private static void ScatterVectors(
        ArrayView<int> places, ArrayView<int> starts, int count, ArrayView<int> tokens, ArrayView<float> gradient, int size,
        ArrayView<float> outputGradient, int stride)
    {
        int at = Grid.IdxX * Group.DimX + Group.IdxX, token = at / size, column = at % size;
        if (token >= count)
            return;
        int begin = starts[token], end = starts[token + 1], value = tokens[places[begin]] * size + column;
        float sum = gradient[value];
        for (int i = begin; i < end; i++)
            sum += outputGradient[places[i] * stride + column];
        gradient[value] = sum;
    }
}
