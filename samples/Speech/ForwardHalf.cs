namespace LstmGen.Samples.Speech;

/// <summary>
/// Begins a model that listens with the forward directions of one that reads whole recordings, so that it need not learn anew what words
/// sound like.
/// </summary>
internal static class ForwardHalf
{
    /// <summary>Copies all that both have; what a layer or head reads of the backward directions is left out.</summary>
    public static void Copy(SpeechReader from, LiveReader to)
    {
        foreach (ParameterInfo parameter in to.Parameters.Description.Parameters)
        {
            ReadOnlySpan<float> values = from.Parameters.Read(parameter.Name);
            int rows = parameter.Shape[0], width = parameter.Length / rows, wide = values.Length / rows;
            var kept = new float[parameter.Length];
            for (int row = 0; row < rows; row++)
                values.Slice(row * wide, width).CopyTo(kept.AsSpan(row * width));
            to.Parameters.Set(parameter.Name, kept);
        }
    }
}
