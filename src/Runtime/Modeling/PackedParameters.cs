namespace LstmGen.Modeling;

/// <summary>A model's parameters as the kernels read them; the generator derives one class per model.</summary>
public abstract class PackedParameters
{
    private int _version;

    /// <summary>Brings the copy up to date with <paramref name="store"/>; does nothing where it already is.</summary>
    /// <param name="store">The model's parameters.</param>
    /// <param name="inputGradient">Whether the gradient of the model's input will be wanted, which needs copies of its own.</param>
    public void Update(ParameterStore store, bool inputGradient = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        int version = store.Version;
        if (version == _version && (ForInputGradient || !inputGradient))
            return;
        ForInputGradient = inputGradient;
        Pack(store.Read());
        _version = version;
    }

    /// <summary>Whether the copy shows the present values of <paramref name="store"/>.</summary>
    public bool IsCurrent(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Version == _version;
    }

    /// <summary>Throws where the gradient of the input is wanted, and was not when the copy was brought up to date.</summary>
    /// <exception cref="InvalidOperationException">The forward pass has not packed what it needs.</exception>
    public void CheckInputGradient(bool wanted)
    {
        if (wanted && !ForInputGradient)
            throw new InvalidOperationException("WantInputGradient is true now, but was false in the forward pass: set it before Begin.");
    }

    /// <summary>Whether <see cref="Pack"/> also fills what only the gradient of the model's input needs.</summary>
    protected bool ForInputGradient { get; private set; }

    /// <summary>Packs everything from the whole block of parameters.</summary>
    protected abstract void Pack(ReadOnlySpan<float> parameters);
}
