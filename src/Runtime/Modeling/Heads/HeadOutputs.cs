using System.ComponentModel;
using System.Numerics.Tensors;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>
/// Turns raw outputs, copied batch-first by <see cref="HeadWorkspace.CopyOutputs"/>, into what a user reads. Steps past
/// a row's end stay 0.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HeadOutputs
{
    /// <summary>Probabilities of classes: softmax over the outputs of each row and step.</summary>
    public static void Softmax(HeadWorkspace head, Span<float> outputs)
    {
        ArgumentNullException.ThrowIfNull(head);
        int width = head.Info.Outputs;
        for (int row = 0; row < head.Time.Batch; row++)
        {
            Span<float> valid = head.ValidOutputs(outputs, row);
            CompilerServices.Softmax.Rows(valid, width, width, valid.Length / width, valid, width);
        }
    }

    /// <summary>Probabilities of labels: 1 / (1 + exp(-x)).</summary>
    public static void Sigmoid(HeadWorkspace head, Span<float> outputs)
    {
        ArgumentNullException.ThrowIfNull(head);
        for (int row = 0; row < head.Time.Batch; row++)
        {
            Span<float> valid = head.ValidOutputs(outputs, row);
            TensorPrimitives.Sigmoid(valid, valid);
        }
    }

    /// <summary>Probability of each tag at each step under a linear-chain CRF, all paths taken together.</summary>
    public static void Marginals(HeadWorkspace head, CrfWeights weights, Span<float> outputs)
    {
        ArgumentNullException.ThrowIfNull(head);
        int tags = head.Info.Outputs;
        for (int row = 0; row < head.Time.Batch; row++)
        {
            Span<float> valid = head.ValidOutputs(outputs, row);
            int length = valid.Length / tags;
            LinearChainCrf.Marginals(valid, new SequenceLayout(length, tags, tags, tags), length, weights, valid, CrfRows.Scratch);
        }
    }
}
