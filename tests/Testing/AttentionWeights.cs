using LstmGen.Training;

namespace LstmGen.Testing;

/// <summary>Reads the weights of attention pooling.</summary>
internal static class AttentionWeights
{
    /// <summary>[B, T], batch first; null where the head does not pool by attention.</summary>
    public static double[]? Find(HeadWorkspace head)
    {
        if (!head.Info.Attention)
            return null;
        var weights = new float[head.Time.Batch * head.Time.Steps];
        head.CopyAttention(weights);
        return Numbers.ToDouble(weights);
    }
}
