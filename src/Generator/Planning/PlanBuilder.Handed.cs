namespace LstmGen.Generator.Planning;

// What kinds hand to kinds that are laid out later, one object of a type; planning does not know these types.
internal sealed partial class PlanBuilder
{
    private readonly Dictionary<Type, object> _handed = [];

    /// <summary>Hands an object to elements that are laid out later, in place of one that was handed before.</summary>
    public void Hand<T>(T value)
        where T : class => _handed[typeof(T)] = value;

    /// <summary>What was handed; null for nothing.</summary>
    public T? Handed<T>()
        where T : class => _handed.TryGetValue(typeof(T), out object? value) ? (T)value : null;

    /// <summary>The same, so that nobody finds it again.</summary>
    public T? Take<T>()
        where T : class
    {
        T? value = Handed<T>();
        _handed.Remove(typeof(T));
        return value;
    }
}
