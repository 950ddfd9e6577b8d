namespace LstmGen.Interchange.Onnx.Import;

/// <summary>What a dimension of values between layers is.</summary>
internal enum Axis
{
    /// <summary>The first of an input, until a layer tells which it is.</summary>
    First,

    /// <summary>The second of an input.</summary>
    Second,

    /// <summary>The third of an input.</summary>
    Third,

    Time,

    Batch,

    Direction,

    /// <summary>Values of a step.</summary>
    Channel,

    /// <summary>One of the dimensions that the values of a step are arranged in.</summary>
    Part,

    /// <summary>Steps of all rows, one after another.</summary>
    Rows,

    /// <summary>A dimension of size 1.</summary>
    One,
}
