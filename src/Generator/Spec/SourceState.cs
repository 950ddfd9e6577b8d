namespace LstmGen.Generator.Spec;

/// <summary>One state of one layer: h or c of all its directions, or the past of a convolution.</summary>
/// <param name="Kind"><c>h</c>, <c>c</c> or <c>past</c>.</param>
/// <param name="Layer">The layer, counted through all recurrent attributes; -1 of a convolution.</param>
/// <param name="Directions">1 or 2.</param>
/// <param name="Size">Units of a direction.</param>
/// <param name="Offset">Values per row before it among the model's states.</param>
internal sealed record SourceState(string Kind, int Layer, int Directions, int Size, int Offset)
{
    /// <summary>Whether it is what a convolution read last, which a dense bridge does not carry.</summary>
    public bool IsPast => Layer < 0;
}
