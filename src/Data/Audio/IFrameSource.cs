namespace LstmGen.Data;

/// <summary>Frames of features, one after the other, while samples arrive.</summary>
internal interface IFrameSource
{
    /// <summary>Values per frame.</summary>
    int Width { get; }

    /// <summary>Whether no frame will come any more once <see cref="TryNext"/> has returned false.</summary>
    bool IsComplete { get; }

    /// <summary>Writes the next frame, if what it depends on has arrived.</summary>
    bool TryNext(Span<float> frame);

    /// <summary>Begins again with another recording.</summary>
    void Reset();
}
