namespace LstmGen.Samples;

/// <summary>Scores of next tokens.</summary>
internal static class Scores
{
    /// <summary>Rules out <c>&lt;pad&gt;</c>, <c>&lt;unk&gt;</c> and the ids from <paramref name="known"/> on, which stand for nothing.</summary>
    public static void KeepKnown(Span<float> logits, int known)
    {
        logits[..2].Fill(float.NegativeInfinity);
        logits[known..].Fill(float.NegativeInfinity);
    }
}
