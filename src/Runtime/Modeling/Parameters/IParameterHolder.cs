namespace LstmGen.CompilerServices;

/// <summary>Holds newer values of a parameter block than the block itself: a device on which the model is trained.</summary>
internal interface IParameterHolder
{
    /// <summary>Copies all values. Called by any thread, while nobody changes them.</summary>
    void CopyParameters(Span<float> destination);

    /// <summary>Takes the block's values, where those are newer.</summary>
    void Refresh();
}
