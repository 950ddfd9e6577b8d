namespace LstmGen.Data;

/// <summary>How a WAV file stores a sample.</summary>
public enum WavEncoding
{
    /// <summary>Unsigned integers of 8 bits; 128 is silence.</summary>
    Pcm8,

    /// <summary>Signed integers of 16 bits.</summary>
    Pcm16,

    /// <summary>Signed integers of 24 bits.</summary>
    Pcm24,

    /// <summary>Signed integers of 32 bits.</summary>
    Pcm32,

    /// <summary>Floating point of 32 bits.</summary>
    Float32,

    /// <summary>Floating point of 64 bits.</summary>
    Float64,
}
