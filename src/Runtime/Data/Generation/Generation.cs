namespace LstmGen.Data;

/// <summary>Writing with any model that scores the next token; every generated causal language model is one.</summary>
public static class Generation
{
    /// <summary>
    /// Goes on from a prompt, token by token: <c>foreach (int token in model.Generate(prompt, sampler, 200))</c>. A token is
    /// computed when it is asked for.
    /// </summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompt">At least one token.</param>
    /// <param name="sampler">Draws the tokens.</param>
    /// <param name="maxTokens">Tokens at most.</param>
    /// <param name="endToken">A token that ends it and is not given out; negative = none.</param>
    /// <exception cref="ArgumentException">The prompt or <paramref name="maxTokens"/> is empty, or the sampler is for another vocabulary.</exception>
    public static TokenStream<TState> Generate<TState>(
        this INextTokenModel<TState> model, ReadOnlySpan<int> prompt, TokenSampler sampler, int maxTokens, int endToken = -1) =>
        new TokenStream<TState>(model, sampler, maxTokens, endToken).Start(prompt);

    /// <summary>Searches for likely continuations of a prompt, best first.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompt">At least one token.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The prompt is empty or holds a token outside the vocabulary, or an option is out of range.</exception>
    public static IReadOnlyList<BeamHypothesis> Search<TState>(
        this INextTokenModel<TState> model, ReadOnlySpan<int> prompt, BeamOptions? options = null) =>
        new BeamSearch<TState>(model, options).Search(prompt);
}
