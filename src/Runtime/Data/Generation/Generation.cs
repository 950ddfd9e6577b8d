using LstmGen.Data;

namespace LstmGen;

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
    /// <param name="endToken">A token that ends it and is not given out; null for none.</param>
    /// <exception cref="ArgumentException">The prompt or <paramref name="maxTokens"/> is empty, a token is outside the vocabulary, or the
    /// sampler is for another one.</exception>
    public static TokenStream<TState> Generate<TState>(
        this INextTokenModel<TState> model, ReadOnlySpan<int> prompt, TokenSampler sampler, int maxTokens, int? endToken = null) =>
        new TokenStream<TState>(model, sampler, maxTokens, endToken).Start(prompt);

    /// <summary>Searches for likely continuations of a prompt, best first.</summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="prompt">At least one token.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The prompt is empty or holds a token outside the vocabulary, or an option is out of
    /// range; or a logit of the model is NaN or infinite, or no token is left to write.</exception>
    public static IReadOnlyList<BeamHypothesis> Search<TState>(
        this INextTokenModel<TState> model, ReadOnlySpan<int> prompt, BeamOptions? options = null) =>
        new BeamSearch<TState>(model, options).Search(prompt);

    /// <summary>
    /// The model as it goes on from a state, such as the one in which an encoder ended:
    /// <c>decoder.From(stream).Search([start])</c>. The state itself stays as it is; change it, and the next start is another.
    /// </summary>
    /// <typeparam name="TState">The model's state.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="start">Where everything written begins.</param>
    public static INextTokenModel<TState> From<TState>(this INextTokenModel<TState> model, TState start)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(start);
        return new ContinuedModel<TState>(model, start);
    }
}
