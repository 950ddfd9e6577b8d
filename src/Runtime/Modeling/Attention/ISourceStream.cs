namespace LstmGen;

/// <summary>A decoder's stream, which writes one token of several sources at a time.</summary>
public interface ISourceStream
{
    /// <summary>Rows.</summary>
    int Batch { get; }

    /// <summary>Steps of the longest source, S; 0 where the model does not attend to it.</summary>
    int SourceSteps { get; }

    /// <summary>Goes back to before the first step, with a source for every row.</summary>
    void Begin(EncodedSource source);

    /// <summary>Reads a token of every row, [batch], and scores the next, [batch, vocabulary].</summary>
    void StepRaw(ReadOnlySpan<int> tokens, Span<float> logits);

    /// <summary>Has row r go on where row from[r] stood; its source stays.</summary>
    void Reorder(ReadOnlySpan<int> from);

    /// <summary>Copies the weights with which the last step attended to the source, [batch, S].</summary>
    void CopyAlignment(Span<float> destination, int layer = 0);
}
