namespace LstmGen.Data.Tests;

/// <summary>
/// A second-order Markov model with random logits that grow from step to step, so that no two continuations are equally
/// likely; its state is the last two tokens and the number of steps.
/// </summary>
internal sealed class TableModel : INextTokenModel<int[]>
{
    private readonly float[] _logits;

    public TableModel(int vocabulary, long seed)
    {
        Vocabulary = vocabulary;
        var random = new SeededRandom(seed);
        _logits = new float[(vocabulary + 1) * (vocabulary + 1) * vocabulary];
        for (var i = 0; i < _logits.Length; i++)
            _logits[i] = (float)(2 * random.NextGaussian());
    }

    public int Vocabulary { get; }

    public int[] CreateState() => [Vocabulary, Vocabulary, 0];

    public void Reset(int[] state)
    {
        state[0] = state[1] = Vocabulary;
        state[2] = 0;
    }

    public void Copy(int[] source, int[] destination) => source.CopyTo(destination, 0);

    public void Step(int[] state, int token, Span<float> logits)
    {
        state[0] = state[1];
        state[1] = token;
        state[2]++;
        var row = _logits.AsSpan((state[0] * (Vocabulary + 1) + state[1]) * Vocabulary, Vocabulary);
        for (var i = 0; i < row.Length; i++)
            logits[i] = row[i] * (1f + 0.1f * state[2]);
    }
}
