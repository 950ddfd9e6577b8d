namespace LstmGen.Generator.Planning;

/// <summary>One kind of recurrent state, for example all h of one attribute.</summary>
/// <param name="Name">For example <c>lstm.h</c>.</param>
/// <param name="Count">Layers times directions.</param>
/// <param name="Size">Units.</param>
/// <param name="Offset">Values per row before it.</param>
internal sealed record StatePlan(string Name, int Count, int Size, int Offset)
{
    /// <summary>1, or 2 of a bidirectional layer.</summary>
    public int Directions { get; init; } = 1;

    /// <summary>Layers of its attribute.</summary>
    public int Layers => Count / Directions;

    /// <summary>The prefix of its attribute, for example <c>lstm</c>, which no other attribute has.</summary>
    public string Element => Name.Substring(0, Name.LastIndexOf('.'));

    /// <summary>What it is, for example <c>h</c>.</summary>
    public string Kind => Name.Substring(Name.LastIndexOf('.') + 1);

    /// <summary>Whether it is the inputs that a convolution read last, and no state of a cell.</summary>
    public bool IsPast { get; init; }

    /// <summary>Values per row up to its end.</summary>
    /// <exception cref="OverflowException">They are more than an array holds.</exception>
    public int End { get; } = checked(Offset + (Count * Size));

    /// <summary>Values per row before the block of one layer and direction.</summary>
    public int OffsetOf(int index) => Offset + (index * Size);
}
