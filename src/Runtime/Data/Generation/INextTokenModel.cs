namespace LstmGen;

/// <summary>A model that scores the next token, one step at a time; what generation needs of it.</summary>
/// <typeparam name="TState">What is carried from step to step.</typeparam>
public interface INextTokenModel<TState>
{
    /// <summary>Number of tokens.</summary>
    int Vocabulary { get; }

    /// <summary>A new state as before the first token.</summary>
    TState CreateState();

    /// <summary>Sets a state back to where it was before the first token.</summary>
    void Reset(TState state);

    /// <summary>Makes <paramref name="destination"/> equal to <paramref name="source"/>; the two stay independent.</summary>
    void Copy(TState source, TState destination);

    /// <summary>Reads one token and scores the next.</summary>
    /// <param name="state">The state, updated in place.</param>
    /// <param name="token">The token read.</param>
    /// <param name="logits">Scores of the next token before softmax, <c>[Vocabulary]</c>; overwritten.</param>
    void Step(TState state, int token, Span<float> logits);
}
