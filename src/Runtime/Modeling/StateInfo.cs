namespace LstmGen.Modeling;

/// <summary>One kind of recurrent state of a model, as PyTorch's <c>h_n</c> or <c>c_n</c> of one module.</summary>
/// <param name="Name">For example <c>lstm.h</c>.</param>
/// <param name="Count">Layers times directions.</param>
/// <param name="Size">Units.</param>
/// <param name="Offset">Values per row of the batch that lie before it: its block begins at Offset * batch.</param>
public sealed record StateInfo(string Name, int Count, int Size, int Offset)
{
    /// <summary>Values per row of the batch.</summary>
    public int Length => Count * Size;
}
