namespace LstmGen.Interchange.Structure;

/// <summary>What a file that a declared model saved says of it: the declaration is in its metadata.</summary>
internal static class DeclarationSketch
{
    public const string Key = "lstmgen.declaration";

    /// <summary>The declaration where the tensors are those of it, or why they are not.</summary>
    public static ModelSketch Of(string declaration, IReadOnlyList<WeightTensor> tensors)
    {
        try
        {
            DeclaredLayout.Of(declaration).Require(tensors);
            return new ModelSketch { Layers = [], Declaration = declaration };
        }
        catch (FormatException e) when (e is not InterchangeException)
        {
            return new ModelSketch { Layers = [], NoChain = e.Message };
        }
    }
}
