namespace LstmGen.Modeling;

/// <summary>Holds newer values of a parameter block than the block itself: a device on which the model is trained.</summary>
internal interface IParameterHolder
{
    /// <summary>Copies all values.</summary>
    void CopyParameters(Span<float> destination);
}
