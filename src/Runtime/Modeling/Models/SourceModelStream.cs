using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>What the streams of all models that name an encoder have alike.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SourceModelStream : ModelStream
{
    /// <summary>Starts a stream of <paramref name="batch"/> rows in a workspace of its own.</summary>
    protected SourceModelStream(ModelWorkspace buffers, int batch)
        : base(buffers, batch)
    {
    }

    /// <summary>Steps of the longest source, S; 0 where the model does not attend to it.</summary>
    public int SourceSteps => Buffers.Source?.Steps ?? 0;

    /// <summary>
    /// Goes back to before the first step, with a source that the encoder has read for every row: its state, and the outputs to attend to.
    /// </summary>
    public void Begin(EncodedSource source) => Buffers.BeginFrom(source);

    /// <summary>Copies the weights with which the last step attended to the source, [batch, S]: the alignment.</summary>
    public void CopyAlignment(Span<float> destination, int layer = 0) => Buffers.CopyAlignment(destination, layer);
}
