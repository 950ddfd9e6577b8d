namespace LstmGen.Interchange.Structure;

/// <summary>The declaration of a file that a declared model saved.</summary>
internal static class DeclaredProposal
{
    /// <exception cref="FormatException">The declaration is malformed.</exception>
    public static ProposedModel Of(WeightFile file, string declaration)
    {
        DeclaredLayout layout = DeclaredLayout.Of(declaration);
        var unknown = new List<string>();
        string[] lines = declaration.Split('\n');
        ProposedElement[] elements = [.. layout.Parts.Select(
            (part, i) => new ProposedElement(DeclaredAttribute.Of(part.Element, unknown), lines[i + 1], null, part.Name))];
        if (layout.Source is not null)
            unknown.Add("the encoder's class, which [Source] names");
        return new ProposedModel { File = file, Elements = elements, Unknown = unknown, Tensors = file.Tensors, Canonical = declaration };
    }
}
