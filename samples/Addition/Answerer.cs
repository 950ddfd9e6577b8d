using LstmGen.Data;
using LstmGen.Training;

namespace LstmGen.Samples.Addition;

/// <summary>Asks a trained pair: the question is read, and the likeliest character written until the end mark.</summary>
internal sealed class Answerer(EncoderDecoder pair, AnswerWriter writer)
{
    private readonly AnswerWriter.Stream _start = writer.CreateStream();
    private readonly TokenSampler _likeliest = new(Sums.Vocabulary, new SamplingOptions { Temperature = 0 });

    public string Answer((int First, int Second) sum)
    {
        _start.State = pair.Encode(Sums.Question(sum.First, sum.Second));
        var written = new List<int>();
        foreach (int token in writer.From(_start).Generate([Sums.Start], _likeliest, maxTokens: 8, Sums.End))
            written.Add(token);
        return Sums.Text(written);
    }
}
