using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// A model's packed weights for inference, which all its threads share: a whole set, which does not change once it is made.
/// </summary>
/// <param name="create">Makes an empty set.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PackedCache<T>(Func<T> create)
    where T : PackedParameters
{
    private T? _packed;

    /// <summary>The packed copy of the present parameters, made anew after they were written.</summary>
    public T Current(ParameterStore parameters)
    {
        T? packed = Volatile.Read(ref _packed);
        return packed is not null && packed.IsCurrent(parameters) ? packed : Pack(parameters);
    }

    private T Pack(ParameterStore parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        using ParameterReading reading = parameters.Hold(); // nobody writes meanwhile, and one thread packs
        if (_packed is { } other && other.IsCurrent(parameters))
            return other;
        T packed = create();
        packed.PackForInference(parameters);
        Volatile.Write(ref _packed, packed);
        return packed;
    }
}
