namespace LstmGen;

/// <summary>A causal language model with <c>[Source]</c>: what writing from sources needs of it. Generated decoders have it.</summary>
public interface ISourceModel
{
    /// <summary>Number of tokens.</summary>
    int Vocabulary { get; }

    /// <summary>A stream of <paramref name="batch"/> rows.</summary>
    ISourceStream CreateSourceStream(int batch);
}
