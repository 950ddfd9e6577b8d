namespace LstmGen.Interchange.Structure;

/// <summary>What a file that a declared model saved says of it: the declaration is in its metadata.</summary>
internal static class DeclarationSketch
{
    public const string Key = "lstmgen.declaration";

    /// <summary>
    /// In place of <see cref="Key"/> where <c>import</c> made the declaration from names and shapes alone. Its user changes it by what the
    /// file does not say, and a model does not compare it with its own.
    /// </summary>
    public const string GuessedKey = "lstmgen.declaration.guessed";

    /// <summary>What the metadata of a file says; null where it says nothing.</summary>
    public static ModelSketch? In(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<WeightTensor> tensors) =>
        metadata.TryGetValue(Key, out string? declaration) ? Of(declaration, tensors)
        : metadata.TryGetValue(GuessedKey, out string? guessed) ? Of(guessed, tensors) with { IsGuessed = true, Saved = null }
        : null;

    /// <summary>The declaration where the tensors are those of it, or why they are not.</summary>
    public static ModelSketch Of(string declaration, IReadOnlyList<WeightTensor> tensors)
    {
        string? saved = null;
        try
        {
            SavedLine.Of(declaration);
            saved = declaration;
            DeclaredLayout.Of(declaration).Require(tensors);
            return new ModelSketch { Layers = [], Declaration = declaration, Saved = saved };
        }
        catch (FormatException e) when (e is not InterchangeException)
        {
            return new ModelSketch { Layers = [], NoChain = e.Message, Saved = saved };
        }
    }
}
