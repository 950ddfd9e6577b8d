using LstmGen.Data;

namespace LstmGen.Samples;

/// <summary>
/// Writes with a trained model as <see cref="GenerationOptions"/> ask; made before training, so that a bad option is told at once.
/// </summary>
internal sealed class Author
{
    private readonly TokenSampler _sampler;
    private readonly BeamOptions? _beams;
    private readonly int _length;

    /// <param name="sample">The run.</param>
    /// <param name="vocabulary">What the ids stand for.</param>
    /// <param name="size">Ids that the model has room for.</param>
    public Author(Sample sample, Vocabulary vocabulary, int size)
    {
        _length = sample.Value(GenerationOptions.Length);
        int beams = sample.Value(GenerationOptions.Beams);
        if (_length < 1)
            throw new ArgumentException($"--length is {_length}; give at least 1.");
        if (beams < 0)
            throw new ArgumentException($"--beams is {beams}; give 0 to draw, or a number of beams.");
        _sampler = new TokenSampler(size, new SamplingOptions
        {
            Temperature = sample.Value(GenerationOptions.Temperature),
            TopK = sample.Value(GenerationOptions.TopK),
            TopP = sample.Value(GenerationOptions.TopP),
            RepetitionPenalty = sample.Value(GenerationOptions.RepetitionPenalty),
            Suppressed = vocabulary.WithoutText(size),
            Seed = sample.Seed,
        });
        if (beams > 0)
            _beams = new BeamOptions { Beams = beams, MaxTokens = _length, Suppressed = vocabulary.WithoutText(size) };
    }

    /// <summary>Goes on from a prompt, token by token.</summary>
    public IEnumerable<int> Write<TState>(INextTokenModel<TState> model, int[] prompt)
    {
        if (_beams is not null)
            return model.Search(prompt, _beams)[0].Tokens;
        return Draw(model.Generate(prompt, _sampler, _length));
    }

    private static IEnumerable<int> Draw<TState>(TokenStream<TState> tokens)
    {
        foreach (int token in tokens)
            yield return token;
    }
}
