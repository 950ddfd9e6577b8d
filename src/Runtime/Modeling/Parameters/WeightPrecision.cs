namespace LstmGen;

/// <summary>How a model's packed weights are stored for predictions and streams; the parameters themselves are floats always.</summary>
public enum WeightPrecision
{
    /// <summary>32-bit floats.</summary>
    Float32,

    /// <summary>
    /// bfloat16: a float without the lower 16 bits of its fraction, rounded to the nearest, ties to even. Products are made and added in
    /// float.
    /// </summary>
    BFloat16,

    /// <summary>
    /// Whole numbers from -127 to 127, each row of a weight (the weights of one gate of one unit, or of one output) with a scale of its
    /// own: its greatest value is 127. What they are multiplied by is made whole numbers of 7 bits at each product, each row with the
    /// scale of its greatest value (dynamic quantization, symmetric). Products are added exactly.
    /// </summary>
    Int8,
}
