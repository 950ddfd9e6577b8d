namespace LstmGen.Samples.Playground;

/// <summary>A date in words becomes one in numbers, and each character written shows where it was read.</summary>
public sealed class AttentionPage
{
    private static readonly WritingOptions How = new()
    {
        StartToken = DateText.Start, EndToken = DateText.End, MaxTokens = 14, KeepAlignment = true, Suppressed = [DateText.Start],
    };

    /// <summary>Loads the trained pair.</summary>
    public AttentionPage() => Pair = new EncoderDecoder(DateReader.Pretrained(), DateWriter.Pretrained());

    /// <summary>The trained models.</summary>
    public EncoderDecoder Pair { get; }

    /// <summary>A translation with its alignment, [written, read], as JSON.</summary>
    /// <param name="text">At least one character; what stands behind <see cref="DateText.MaxLength"/> is left out.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public string Translate(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text.Length > DateText.MaxLength)
            text = text[..DateText.MaxLength];
        int[] ids = DateText.Ids(text);
        WrittenText written = Pair.Write(SequenceSet.FromTokens([ids]), How)[0];
        return Json.Object(writer =>
        {
            writer.WriteString("source", string.Concat(ids.Select(id => DateText.Source[id])));
            writer.WriteString("unknown", DateText.Unknown(text));
            writer.WriteString("written", DateText.Text(written.Tokens));
            writer.WriteBoolean("ended", written.Ended);
            writer.WriteStartArray("alignment");
            foreach (float[] row in written.Alignment!)
                writer.Numbers(row.AsSpan(0, ids.Length));
            writer.WriteEndArray();
        });
    }

    /// <summary>A date of two centuries as people write it.</summary>
    /// <param name="seed">The same seed gives the same date.</param>
    public static string Draw(int seed) => DateText.Draw(1, seed)[0].Source;
}
