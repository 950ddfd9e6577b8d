namespace LstmGen.Training;

/// <summary>
/// The encoder's side of a workspace of the decoder: what it reads, the states and outputs handed over, and the gradients that come back
/// for them. It is freed together with that workspace.
/// </summary>
internal sealed class SourceReader(IRecurrentModel encoder, IRecurrentModel decoder, bool training) : IDisposable
{
    private const long OwnMasks = unchecked((long)0x9E3779B97F4A7C15); // the decoder's seed, made another

    private readonly ModelWorkspace _workspace = encoder.CreateWorkspace(training);
    private readonly ModelState _state = new(decoder.Description.States, 1), _gradient = new(decoder.Description.States, 1);
    private readonly StateBridge _bridge = new(encoder.Description, decoder.Description);
    private readonly AlignedBuffer _encoderGradients = new(), _decoderGradients = new();
    private float[] _nothing = [], _outputs = [];
    private int[] _lengths = [];

    /// <summary>
    /// Reads the sources of the decoder's batch; the decoder then starts from where they ended, and attends to the outputs.
    /// </summary>
    public void Read(SequenceSet sources, ModelWorkspace writing)
    {
        _workspace.Dropout = writing.Dropout;
        _workspace.Seed = writing.Seed ^ OwnMasks;
        _workspace.Step = writing.Step;
        _workspace.Part = new(writing.Part.FirstRow, writing.Part.SourceSteps, 0);
        _workspace.Load(sources, writing.LoadedIndices);
        encoder.Forward(_workspace);
        if (_state.Batch != writing.Batch)
        {
            _state.Resize(writing.Batch);
            _gradient.Resize(writing.Batch);
        }

        _bridge.Carry(_workspace, decoder.Parameters, _state);
        writing.InitialState = _state;
        writing.InitialStateGradient = training ? _gradient : null;
        if (OutputsOf(_workspace, decoder.Description) is { } head)
            HandOver(head, writing);
    }

    /// <summary>The decoder's gradients, and by way of the states and outputs the encoder's; the block has the encoder's first.</summary>
    public void Backward(ModelWorkspace writing, AlignedBuffer gradients)
    {
        _encoderGradients.PlaceIn(gradients, 0, encoder.Parameters.Count);
        _decoderGradients.PlaceIn(gradients, encoder.Parameters.Count, decoder.Parameters.Count);
        decoder.Backward(writing, _decoderGradients);
        _workspace.FinalStateGradient = _bridge.Back(decoder.Parameters, _state, _gradient, _decoderGradients.Span);
        HeadWorkspace? read = OutputsOf(_workspace, decoder.Description);
        foreach (HeadWorkspace head in _workspace.Heads)
        {
            int length = head.Rows * head.Info.Outputs;
            if (head == read)
            {
                writing.CopySourceGradient(_outputs.AsSpan(0, length));
                head.SetOutputGradients(_outputs.AsSpan(0, length));
            }
            else
            {
                head.SetOutputGradients(Nothing(length));
            }
        }

        encoder.Backward(_workspace, _encoderGradients);
    }

    /// <summary>Frees what the encoder's workspace holds on a device.</summary>
    public void Dispose() => _workspace.Release();

    /// <summary>The head of the encoder to whose outputs the decoder attends; null where it attends to none.</summary>
    public static HeadWorkspace? OutputsOf(ModelWorkspace reading, ModelDescription decoder) =>
        decoder.SourceWidth == 0 ? null : reading.Heads[reading.Description.IndexOfHead(decoder.SourceHead)];

    private void HandOver(HeadWorkspace head, ModelWorkspace writing)
    {
        int length = head.Rows * head.Info.Outputs, batch = _workspace.Batch;
        if (_outputs.Length < length)
            _outputs = new float[length];
        if (_lengths.Length < batch)
            _lengths = new int[batch];
        head.CopyOutputs(_outputs.AsSpan(0, length));
        for (int row = 0; row < batch; row++)
            _lengths[_workspace.Order[row]] = head.Time.Lengths[row];
        writing.SetSource(_outputs.AsSpan(0, length), head.Time.Steps, _lengths.AsSpan(0, batch));
    }

    // The loss does not see the encoder's heads.
    private ReadOnlySpan<float> Nothing(int length)
    {
        if (_nothing.Length < length)
            _nothing = new float[length];
        return _nothing.AsSpan(0, length);
    }
}
