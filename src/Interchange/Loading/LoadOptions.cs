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
    /// Whether a parameter without a tensor, or a tensor without a parameter that <see cref="Ignore"/> does not name, is an error. If not,
    /// the report says so and the parameter keeps its values, and what the file computes otherwise than the declaration, which else is an
    /// error, is a note there.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>
    /// Which weights of a checkpoint that has several are read, as keys joined by '/', such as <c>ema/state_dict</c>; null where there is
    /// one.
    /// </summary>
    public string? Entry { get; init; }
}
