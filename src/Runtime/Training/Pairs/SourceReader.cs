namespace LstmGen.Training;

/// <summary>The encoder's side of a workspace of the decoder: what it reads, the state handed over, and the gradient that comes back for it.</summary>
internal sealed class SourceReader(IRecurrentModel encoder, IRecurrentModel decoder, bool training)
{
    private const ulong OwnMasks = 0x9E3779B97F4A7C15; // the decoder's seed, made another

    private readonly ModelWorkspace _workspace = encoder.CreateWorkspace(training);
    private readonly ModelState _state = new(decoder.Description.States, 1), _gradient = new(decoder.Description.States, 1);
    private readonly AlignedBuffer _encoderGradients = new(), _decoderGradients = new();
    private float[] _nothing = [];

    /// <summary>Reads the sources of the decoder's batch; the decoder then starts from where they ended.</summary>
    public void Read(SequenceSet sources, ModelWorkspace writing)
    {
        _workspace.Dropout = writing.Dropout;
        _workspace.Seed = writing.Seed ^ OwnMasks;
        _workspace.Step = writing.Step;
        _workspace.Load(sources, writing.LoadedIndices);
        encoder.Forward(_workspace);
        if (_state.Batch != writing.Batch)
        {
            _state.Resize(writing.Batch);
            _gradient.Resize(writing.Batch);
        }

        _workspace.CopyFinalState(_state);
        writing.InitialState = _state;
        writing.InitialStateGradient = training ? _gradient : null;
    }

    /// <summary>The decoder's gradients, and by way of the state the encoder's; the block has the encoder's first.</summary>
    public void Backward(ModelWorkspace writing, AlignedBuffer gradients)
    {
        _encoderGradients.PlaceIn(gradients, 0, encoder.Parameters.Count);
        _decoderGradients.PlaceIn(gradients, encoder.Parameters.Count, decoder.Parameters.Count);
        decoder.Backward(writing, _decoderGradients);
        _workspace.FinalStateGradient = _gradient;
        foreach (HeadWorkspace head in _workspace.Heads)
            head.SetOutputGradients(Nothing(head.Rows * head.Info.Outputs));
        encoder.Backward(_workspace, _encoderGradients);
    }

    // The loss does not see the encoder's heads.
    private ReadOnlySpan<float> Nothing(int length)
    {
        if (_nothing.Length < length)
            _nothing = new float[length];
        return _nothing.AsSpan(0, length);
    }
}
