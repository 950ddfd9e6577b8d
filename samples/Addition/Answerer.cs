namespace LstmGen.Samples.Addition;

/// <summary>Asks a trained pair: the question is read, and the likeliest character written until the end mark.</summary>
internal sealed class Answerer(EncoderDecoder pair, AnswerWriter writer, Letters letters, int longest)
{
    private readonly AnswerWriter.Stream _start = writer.CreateStream();
    private readonly TokenSampler _likeliest = new(letters.Count, new SamplingOptions { Temperature = 0 });

    public string Answer(string question)
    {
        _start.State = pair.Encode(letters.Question(question));
        var written = new List<int>();
        foreach (int token in writer.From(_start).Generate([letters.Start], _likeliest, longest, letters.End))
            written.Add(token);
        return letters.Text(written);
    }
}
