namespace LstmGen.Interchange.Structure;

/// <summary>An element of a declaration at its place.</summary>
/// <param name="Element">The element.</param>
/// <param name="Name">What the names of its parameters begin with.</param>
/// <param name="Inputs">Values per step that it reads.</param>
/// <param name="Outputs">Values per step that it gives.</param>
internal sealed record DeclaredPart(DeclaredElement Element, string Name, int Inputs, int Outputs)
{
    public bool IsInput => Element.Kind is "Features" or "Embedding";

    public bool IsHead =>
        Element.Kind is "Regression" or "Classification" or "MultiLabel" or "Tagging" or "LanguageModel" or "Ctc" or "SequenceOutput";

    public bool IsRecurrent => Element.Kind is "Lstm" or "Gru" or "Rnn" or "Cell";

    /// <summary>What a head reads of the steps.</summary>
    public string Pooling => Element.Kind is "SequenceOutput" ? "EveryStep" : Element.Word("Pooling", "Last");
}
