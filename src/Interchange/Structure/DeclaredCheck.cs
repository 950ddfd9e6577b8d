namespace LstmGen.Interchange.Structure;

/// <summary>Settings without which an element computes nothing: the generator refuses them, and a file may claim any.</summary>
internal static class DeclaredCheck
{
    /// <summary>Throws where the first line is not that of a model.</summary>
    /// <exception cref="FormatException">It is not, or it is malformed.</exception>
    public static void RequireModel(string declaration)
    {
        string kind = DeclaredElement.Parse(declaration.Split('\n')[0]).Kind;
        if (kind != "Model")
            throw Wrong($"'{InterchangeException.Printable(kind)}' in its first line, where Model is expected");
    }

    /// <summary>Throws where an element cannot stand at its place or has a setting that no model has.</summary>
    /// <param name="part">The element.</param>
    /// <param name="before">The elements before it.</param>
    /// <param name="joined">Values per step of what a Skip joins.</param>
    /// <param name="source">Values per step of the encoder's outputs; 0 where none is declared.</param>
    /// <exception cref="FormatException">It cannot.</exception>
    public static void Require(DeclaredPart part, IReadOnlyList<DeclaredPart> before, int joined, int source)
    {
        DeclaredElement element = part.Element;
        DeclaredAttribute.RequirePlaces(element);
        bool hasInput = before.Any(other => other.IsInput);
        if (element.Kind != "Source" && part.IsInput == hasInput)
            throw Wrong(hasInput ? "a second input" : $"{InterchangeException.Printable(element.Kind)} before its input");
        switch (element.Kind)
        {
            case "Features" when element.Int("Static") < 0:
                throw Wrong($"Features with Static = {element.Int("Static")}");
            case "ColumnEmbedding" when before[^1].Element.Kind is not ("Features" or "ColumnEmbedding"):
                throw Wrong("ColumnEmbedding behind something other than Features");
            case "Conv1d" when element.Int("Stride", 1) < 1:
                throw Wrong($"Conv1d with Stride = {element.Int("Stride", 1)}");
            case "SelfAttention" when element.Int("Heads", 1) is var heads && (heads < 1 || part.Inputs % heads != 0):
                throw Wrong($"SelfAttention of {part.Inputs} values with Heads = {heads}");
            case "Skip" when element.Word("Merge", "Concatenate") is not "Concatenate" && joined != part.Inputs:
                throw Wrong($"a Skip of {joined} values to {part.Inputs}");
            case "Attention" when source < 1:
                throw Wrong("Attention without a Source of a Width above 0");
        }

        if (part.Name.Length > 0 && before.Any(other => other.Name == part.Name))
            throw Wrong($"two parts of the name '{InterchangeException.Printable(part.Name)}'");

        if (part.IsHead && element.Bool("TieWeights") && !before.Any(other => IsTable(other, part)))
            throw Wrong("TieWeights without an Embedding of the same sizes");
    }

    private static bool IsTable(DeclaredPart embedding, DeclaredPart head) =>
        embedding.Element.Kind == "Embedding" && (embedding.Inputs, embedding.Outputs) == (head.Outputs, head.Inputs);

    private static FormatException Wrong(string what) => new($"the declaration in its metadata has {what}");
}
