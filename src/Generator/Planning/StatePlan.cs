namespace LstmGen.Generator.Planning;

/// <summary>One kind of recurrent state, for example all h of one attribute.</summary>
/// <param name="Name">For example <c>lstm.h</c>.</param>
/// <param name="Count">Layers times directions.</param>
/// <param name="Size">Units.</param>
/// <param name="Offset">Values per row before it.</param>
internal sealed record StatePlan(string Name, int Count, int Size, int Offset)
{
    /// <summary>Whether it is the inputs that a convolution read last, and no state of a cell.</summary>
    public bool IsPast { get; init; }

    /// <summary>Values per row up to its end.</summary>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public int End { get; } = checked(Offset + (Count * Size));

    /// <summary>Values per row before the block of one layer and direction.</summary>
    public int OffsetOf(int index) => Offset + (index * Size);
}
