namespace LstmGen;

/// <summary>How a model's packed weights are stored for predictions and streams; the parameters themselves are floats always.</summary>
public enum WeightPrecision
{
    /// <summary>32-bit floats.</summary>
    Float32,

    /// <summary>
    /// bfloat16: a float without the lower 16 bits of its fraction, rounded to the nearest, ties to even. Products are made and added in float.
    /// </summary>
    BFloat16,
}
