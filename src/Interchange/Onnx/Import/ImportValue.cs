using System.Collections.Immutable;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>What is known of a value of a graph that is read.</summary>
internal abstract record ImportValue;

/// <summary>A constant, and the initializers that it was made of.</summary>
internal sealed record ConstantValue(OnnxTensor Tensor, ImmutableArray<string> From) : ImportValue;

/// <summary>Zeros of a shape that is known when the graph runs.</summary>
internal sealed record ZerosValue : ImportValue;

/// <summary>Whole numbers that say something of shapes.</summary>
/// <param name="Count">How many, where that is known.</param>
internal sealed record SizesValue(int? Count) : ImportValue;

/// <summary>An input of whole numbers with one dimension: lengths of rows, or one less.</summary>
internal sealed record LengthsValue(int Offset) : ImportValue;

/// <summary>An input that may be a state, or a sequence.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="Rank">Its dimensions.</param>
/// <param name="Width">Size of the last one; 0 where that is free.</param>
/// <param name="Real">Whether it holds real numbers.</param>
internal sealed record InputValue(string Name, int Rank, int Width, bool Real) : ImportValue;

/// <summary>Values between two layers.</summary>
/// <param name="Axes">What each dimension is.</param>
/// <param name="After">Layers that were there when it was made: whoever goes on from it must be the next one.</param>
internal sealed record FlowValue(ImmutableArray<Axis> Axes, int After) : ImportValue
{
    public int Rank => Axes.Length;
}

/// <summary>Final states of recurrent layers, [entries, batch, units] or with the first two exchanged.</summary>
internal sealed record StatesValue(ImmutableArray<StateEntry> Entries, bool BatchFirst, bool Cells, int After) : ImportValue;

/// <summary>A value of which nothing more can be said.</summary>
/// <param name="Why">The node and its operator, in words.</param>
/// <param name="IsLoop">Whether a loop made it, which further loops read.</param>
internal sealed record UnknownValue(string Why, bool IsLoop = false) : ImportValue;

/// <summary>The final state of a layer and direction.</summary>
internal readonly record struct StateEntry(int Layer, int Direction);

/// <summary>What a dimension of values between layers is.</summary>
internal enum Axis
{
    /// <summary>The first of an input, until a layer tells which it is.</summary>
    First,

    /// <summary>The second of an input.</summary>
    Second,

    Time,

    Batch,

    Direction,

    /// <summary>Values of a step.</summary>
    Channel,

    /// <summary>Steps of all rows, one after another.</summary>
    Rows,

    /// <summary>A dimension of size 1.</summary>
    One,
}

/// <summary>The final h of one direction of a bidirectional layer, [batch, units].</summary>
internal sealed record HalfValue(StateEntry Entry, int After) : ImportValue;

/// <summary>All steps of one direction of a bidirectional layer.</summary>
internal sealed record HalfFlow(ImmutableArray<Axis> Axes, int Direction, int After) : ImportValue;
