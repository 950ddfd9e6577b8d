using System.Reflection;
using LstmGen.Kernels;
using LstmGen.Modeling;

namespace LstmGen.Testing;

/// <summary>Reads the weights of attention pooling, which an emitted workspace keeps in an internal buffer [T, B].</summary>
internal static class AttentionWeights
{
    public static double[]? Find(ModelWorkspace workspace, HeadWorkspace head)
    {
        string name = $"{char.ToUpperInvariant(head.Info.Name[0])}{head.Info.Name[1..]}HeadAttention";
        if (workspace.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(workspace)
            is not AlignedBuffer buffer)
            return null;
        int batch = head.Time.Batch, steps = head.Time.Steps;
        var weights = new double[batch * steps];
        for (int row = 0; row < batch; row++)
            for (int t = 0; t < head.Time.Lengths[row]; t++)
                weights[(workspace.Order[row] * steps) + t] = buffer.Span[(t * batch) + row];
        return weights;
    }
}
