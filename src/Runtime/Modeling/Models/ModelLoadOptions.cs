namespace LstmGen;

/// <summary>What is expected of a model's file.</summary>
public sealed record ModelLoadOptions
{
    /// <summary>Turns a parameter's name into the tensor's, called once for each. Default: the names are the same.</summary>
    public Func<string, string>? Rename { get; init; }

    /// <summary>
    /// What columns and classes have to be called, compared with what the file says, where it says something. Default: any.
    /// </summary>
    public ModelNames? Names { get; init; }

    /// <summary>Whether a file is taken whose model computes something else from parameters of the same shapes. Default: false.</summary>
    public bool AnyDeclaration { get; init; }

    /// <summary>
    /// How predictions read the weights of products from then on, see <see cref="ParameterStore.Quantize"/>. Default: as before.
    /// </summary>
    public WeightPrecision? Precision { get; init; }
}
