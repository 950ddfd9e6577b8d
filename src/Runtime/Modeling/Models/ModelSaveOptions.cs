namespace LstmGen;

/// <summary>What a model's file gets besides the weights.</summary>
public sealed record ModelSaveOptions
{
    /// <summary>
    /// Strings of the caller's, such as a scaler's; keys that begin with <c>lstmgen.</c> are the library's. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What the columns of the input and the classes are called. Default: not said.</summary>
    public ModelNames? Names { get; init; }

    /// <summary>Turns a parameter's name into the tensor's, called once for each. Default: the names are the same.</summary>
    public Func<string, string>? Rename { get; init; }
}
