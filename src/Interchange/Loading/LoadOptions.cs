namespace LstmGen.Interchange;

/// <summary>
/// How the tensors of a file are found for a model's parameters. Without options names must agree and every tensor must be used.
/// </summary>
public sealed record LoadOptions
{
    /// <summary>
    /// What the file's names begin with and the model's do not, such as <c>encoder.</c>. Tensors whose names begin otherwise are not
    /// loaded.
    /// </summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Turns a parameter's name into the file's (without <see cref="Prefix"/>); null where they agree. It is called once per parameter.
    /// </summary>
    public Func<string, string>? Rename { get; init; }

    /// <summary>
    /// Names of tensors (without <see cref="Prefix"/>) that the model does not need. A <c>*</c> stands for any characters, a <c>?</c> for
    /// one: <c>decoder.*</c>, <c>*.num_batches_tracked</c>.
    /// </summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>
    /// Whether it is an error that a parameter has no tensor, that a tensor which <see cref="Ignore"/> does not name has no parameter, that
    /// the file computes something else than the declaration, or that it says what it computes and cannot be compared (it has branches, or
    /// nodes that are not read). If not, the report says so, and a parameter without a tensor keeps its values.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// Which weights of a checkpoint that has several are read, as keys joined by '/', such as <c>ema/state_dict</c>; null where there is
    /// one.
    /// </summary>
    public string? Entry { get; init; }
}
