namespace LstmGen;

/// <summary>
/// What an encoder made of one or more sources: its outputs, to which a decoder attends, and the states from which the decoder starts. Made
/// by <c>EncoderDecoder.Read</c>, and read by a decoder's stream: <c>stream.Begin(pair.Read(source))</c>.
/// </summary>
public sealed class EncodedSource
{
    private readonly float[] _outputs;
    private readonly int[] _lengths;

    internal EncodedSource(float[] outputs, int steps, int[] lengths, ModelState state) =>
        (_outputs, Steps, _lengths, State) = (outputs, steps, lengths, state);

    /// <summary>Sources.</summary>
    public int Batch => _lengths.Length;

    /// <summary>Steps of the longest source, S.</summary>
    public int Steps { get; }

    /// <summary>Valid steps of each source.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>The encoder's outputs, [B, S, width]; empty for a decoder that does not attend to them.</summary>
    public ReadOnlySpan<float> Outputs => _outputs;

    /// <summary>The same with each source several times, one copy after the other: for a stream with several rows of each.</summary>
    internal EncodedSource Repeat(int times)
    {
        if (times == 1)
            return this;
        int batch = Batch, row = batch == 0 ? 0 : _outputs.Length / batch;
        var outputs = new float[_outputs.Length * times];
        var lengths = new int[batch * times];
        ModelState state = State.Like(batch * times);
        for (int to = 0; to < lengths.Length; to++)
        {
            int from = to / times;
            lengths[to] = _lengths[from];
            _outputs.AsSpan(from * row, row).CopyTo(outputs.AsSpan(to * row));
            foreach (StateInfo info in State.Layout)
            {
                for (int block = 0; block < info.Count; block++)
                {
                    int offset = info.Offset + block * info.Size;
                    State.Values.Slice(offset * batch + from * info.Size, info.Size)
                        .CopyTo(state.Values[(offset * lengths.Length + to * info.Size)..]);
                }
            }
        }

        return new EncodedSource(outputs, Steps, lengths, state);
    }

    /// <summary>The decoder's first states; zero where the bridge carries none.</summary>
    public ModelState State { get; }
}
