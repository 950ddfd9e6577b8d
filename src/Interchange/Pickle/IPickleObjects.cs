namespace LstmGen.Interchange.Pickle;

/// <summary>What the objects of a pickle mean. Every global that is not known here is refused by name before anything is built.</summary>
internal interface IPickleObjects
{
    /// <summary>Whether a pickle may name <paramref name="global"/>; else how to get a file that does not.</summary>
    bool Allows(PickleGlobal global, out string advice);

    /// <summary>The value of calling <paramref name="global"/>, which is allowed, with <paramref name="arguments"/>.</summary>
    /// <exception cref="FormatException">The arguments are not those of this function.</exception>
    object? Call(PickleGlobal global, PickleTuple arguments);

    /// <summary>The object that a persistent id stands for.</summary>
    /// <exception cref="FormatException">It stands for none.</exception>
    object? Persistent(object? id);
}
