namespace LstmGen.Data;

/// <summary>A model whose writing begins from a state instead of from nothing; see <see cref="Generation.From"/>.</summary>
internal sealed class ContinuedModel<TState>(INextTokenModel<TState> model, TState start) : INextTokenModel<TState>
{
    public int Vocabulary => model.Vocabulary;

    public TState CreateState()
    {
        TState state = model.CreateState();
        model.Copy(start, state);
        return state;
    }

    public void Reset(TState state) => model.Copy(start, state);

    public void Copy(TState source, TState destination) => model.Copy(source, destination);

    public void Step(TState state, int token, Span<float> logits) => model.Step(state, token, logits);
}
