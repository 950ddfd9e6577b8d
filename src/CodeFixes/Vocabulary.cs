using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>The attributes of a declaration by the place that they take in it.</summary>
internal static class Vocabulary
{
    private static readonly HashSet<string> Inputs = ["Features", "Embedding"];
    private static readonly HashSet<string> Layers = ["Lstm", "Gru", "Rnn", "Cell", "Dropout", "Conv1d", "Dense", "LayerNorm",
        "SelfAttention", "Attention", "Activation", "Skip"];
    private static readonly HashSet<string> Heads = ["Regression", "Classification", "MultiLabel", "Tagging", "LanguageModel", "Ctc",
        "SequenceOutput"];

    /// <summary>0 for what stands before the data, 1 for an input, 2 for a layer, 3 for a head.</summary>
    public static int Rank(AttributeSyntax attribute)
    {
        string name = Name(attribute);
        return Inputs.Contains(name) ? 1 : Layers.Contains(name) ? 2 : Heads.Contains(name) ? 3 : 0;
    }

    private static string Name(AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        const string Suffix = "Attribute";
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }
}
