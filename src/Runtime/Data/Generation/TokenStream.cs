using LstmGen.Data;

namespace LstmGen;

/// <summary>
/// Generates token by token: <c>foreach (var token in stream.Start(prompt)) Console.Write(...)</c>. A token is computed
/// when it is asked for, and allocates nothing.
/// </summary>
/// <typeparam name="TState">The model's state.</typeparam>
public sealed class TokenStream<TState>
{
    // Tokens that have room from the start.
    private const int FirstRoom = 1 << 16;

    private readonly INextTokenModel<TState> _model;
    private readonly TokenSampler _sampler;
    private readonly TState _state;
    private readonly float[] _logits;
    private readonly int _maxTokens;
    private readonly int? _endToken;
    private int[] _history = [];
    private int _count;
    private int _left;
    private bool _pending;

    /// <summary>A stream over a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sampler">Draws the tokens.</param>
    /// <param name="maxTokens">Tokens generated at most, per start.</param>
    /// <param name="endToken">A token that ends the stream and is not given out; null for none.</param>
    /// <exception cref="ArgumentException">Model and sampler differ in vocabulary, <paramref name="maxTokens"/> is not positive, or
    /// <paramref name="endToken"/> is outside the vocabulary.</exception>
    public TokenStream(INextTokenModel<TState> model, TokenSampler sampler, int maxTokens, int? endToken = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokens);
        TokenSelection.RequireLength(sampler.Vocabulary, model.Vocabulary, nameof(sampler));
        if (endToken is { } end && (uint)end >= (uint)model.Vocabulary)
            throw new ArgumentOutOfRangeException(
                nameof(endToken), end, $"endToken is {end}; ids lie between 0 and {model.Vocabulary - 1}. Leave it null for none.");
        _model = model;
        _sampler = sampler;
        _maxTokens = maxTokens;
        _endToken = endToken;
        _state = model.CreateState();
        _logits = new float[model.Vocabulary];
    }

    /// <summary>The token generated last.</summary>
    public int Current { get; private set; }

    /// <summary>Prompt and generated tokens so far.</summary>
    public ReadOnlySpan<int> History => _history.AsSpan(0, _count);

    /// <summary>Forgets all and reads a prompt of at least one token.</summary>
    /// <exception cref="ArgumentException">The prompt is empty, or holds a token outside the vocabulary.</exception>
    public TokenStream<TState> Start(ReadOnlySpan<int> prompt)
    {
        PromptCheck.Require(prompt, _model.Vocabulary);
        // Without end (int.MaxValue) it grows as it is written.
        var room = (int)Math.Min((long)prompt.Length + Math.Min(_maxTokens, FirstRoom), Array.MaxLength);
        if (_history.Length < room)
            _history = new int[room];
        prompt.CopyTo(_history);
        _count = prompt.Length;
        _left = _maxTokens;
        _model.Reset(_state);
        foreach (var token in prompt)
            _model.Step(_state, token, _logits);
        _pending = false;
        return this;
    }

    /// <summary>Generates one token; false at the end token or after the largest number of tokens.</summary>
    /// <exception cref="ArgumentException">A logit of the model is NaN or infinite, or no token is left to draw.</exception>
    public bool MoveNext()
    {
        if (_left == 0)
            return false;
        if (_pending)
            _model.Step(_state, Current, _logits);
        _pending = false;
        var token = _sampler.Sample(_logits, History);
        if (token == _endToken)
        {
            _left = 0;
            return false;
        }

        _left--;
        if (_count == _history.Length)
            Array.Resize(ref _history, (int)Math.Min(2L * _count, Array.MaxLength));
        _history[_count++] = token;
        Current = token;
        _pending = true;
        return true;
    }

    /// <summary>For <c>foreach</c>.</summary>
    public TokenStream<TState> GetEnumerator() => this;
}
