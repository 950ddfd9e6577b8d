namespace LstmGen;

/// <summary>
/// Names the encoder of a decoder: the model whose final states the decoder starts from, and to whose outputs its
/// <see cref="AttentionAttribute"/> layers attend. Both are checked together. The two are trained and used as one by
/// <c>LstmGen.EncoderDecoder</c>.
/// </summary>
/// <param name="encoder">The class of the encoder, another <see cref="RecurrentModelAttribute"/>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SourceAttribute(Type encoder) : Attribute
{
    /// <summary>The class of the encoder.</summary>
    public Type Encoder { get; } = encoder;

    /// <summary>How the encoder's final states become the decoder's first ones. Default: <see cref="LstmGen.Bridge.Copy"/>.</summary>
    public Bridge Bridge { get; set; }
}
