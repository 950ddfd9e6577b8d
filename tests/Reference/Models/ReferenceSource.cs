namespace LstmGen.Reference.Models;

/// <summary>
/// An encoder whose outputs are given as data: <c>[Source(typeof(...), Bridge = Bridge.None)]</c>. Its class reads features and gives them
/// out as they are.
/// </summary>
/// <param name="Width">Channels of its outputs.</param>
public sealed record ReferenceSource(int Width)
{
    /// <summary>The attribute of the decoder called <paramref name="model"/>.</summary>
    public static string Attribute(string model) => $"[Source(typeof({Encoder(model)}), Bridge = Bridge.None)]";

    /// <summary>The declaration of the encoder.</summary>
    public string Declaration(string model) =>
        $"[RecurrentModel]\n[Features({Width})]\n[SequenceOutput]\npublic partial class {Encoder(model)};\n";

    private static string Encoder(string model) => model + "Encoder";
}
