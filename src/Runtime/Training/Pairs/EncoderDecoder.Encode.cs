using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

public sealed partial class EncoderDecoder
{
    private readonly WorkspaceCache<ModelWorkspace> _encoding = new();

    /// <summary>
    /// Reads one source of real values and gives the state from which the decoder goes on: <c>stream.State = pair.Encode(source)</c>.
    /// </summary>
    /// <param name="features">[T, features].</param>
    /// <exception cref="ArgumentException">
    /// The encoder reads token ids or values per sequence, or the number of values is no multiple of its features.
    /// </exception>
    public ModelState Encode(ReadOnlySpan<float> features)
    {
        int steps = FeatureSteps(features);
        using ModelTurn turn = ModelTurn.Take(_encoder);
        ModelWorkspace workspace = Rent();
        try
        {
            workspace.Begin(1, steps);
            workspace.SetFeatures(features);
            return Ended(workspace);
        }
        finally
        {
            _encoding.Return(workspace);
        }
    }

    /// <summary>
    /// Reads one source of token ids and gives the state from which the decoder goes on: <c>stream.State = pair.Encode(source)</c>.
    /// </summary>
    /// <param name="tokens">[T].</param>
    /// <exception cref="ArgumentException">The encoder reads real values, there is no id, or one is outside its vocabulary.</exception>
    public ModelState Encode(ReadOnlySpan<int> tokens)
    {
        if (_encoder.Description.Vocabulary == 0)
            throw new ArgumentException($"tokens: {_encoder.Description.Name} reads real values. Give features.", nameof(tokens));
        int steps = PredictInput.Steps(tokens.Length, 1, 1);
        using ModelTurn turn = ModelTurn.Take(_encoder);
        ModelWorkspace workspace = Rent();
        try
        {
            workspace.Begin(1, steps);
            workspace.SetTokens(tokens);
            return Ended(workspace);
        }
        finally
        {
            _encoding.Return(workspace);
        }
    }

    /// <summary>Reads one source of token ids, with all that a decoder needs of it: <c>stream.Begin(pair.Read(source))</c>.</summary>
    /// <param name="tokens">[S].</param>
    /// <exception cref="ArgumentException">The encoder reads real values, there is no id, or one is outside its vocabulary.</exception>
    public EncodedSource Read(ReadOnlySpan<int> tokens)
    {
        if (_encoder.Description.Vocabulary == 0)
            throw new ArgumentException($"tokens: {_encoder.Description.Name} reads real values. Give features.", nameof(tokens));
        int steps = PredictInput.Steps(tokens.Length, 1, 1);
        using ModelTurn turn = ModelTurn.Take(_encoder);
        ModelWorkspace workspace = Rent();
        try
        {
            workspace.Begin(1, steps);
            workspace.SetTokens(tokens);
            return Whole(workspace);
        }
        finally
        {
            _encoding.Return(workspace);
        }
    }

    /// <summary>Reads one source of real values, with all that a decoder needs of it.</summary>
    /// <param name="features">[S, features].</param>
    /// <exception cref="ArgumentException">
    /// The encoder reads token ids or values per sequence, or the number of values is no multiple of its features.
    /// </exception>
    public EncodedSource Read(ReadOnlySpan<float> features)
    {
        int steps = FeatureSteps(features);
        using ModelTurn turn = ModelTurn.Take(_encoder);
        ModelWorkspace workspace = Rent();
        try
        {
            workspace.Begin(1, steps);
            workspace.SetFeatures(features);
            return Whole(workspace);
        }
        finally
        {
            _encoding.Return(workspace);
        }
    }

    /// <summary>Reads several sources at once, for a stream of as many rows.</summary>
    /// <param name="sources">What the encoder reads.</param>
    /// <param name="indices">Which of them.</param>
    /// <exception cref="ArgumentException">The set is not what the encoder reads, or no index is given.</exception>
    public EncodedSource Read(SequenceSet sources, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (indices.IsEmpty)
            throw new ArgumentException("indices is empty. Give at least one source.", nameof(indices));
        using ModelTurn turn = ModelTurn.Take(_encoder);
        ModelWorkspace workspace = Rent();
        try
        {
            workspace.Load(sources, indices);
            return Whole(workspace);
        }
        finally
        {
            _encoding.Return(workspace);
        }
    }

    private EncodedSource Whole(ModelWorkspace workspace)
    {
        ModelState state = Ended(workspace);
        HeadWorkspace? head = SourceReader.OutputsOf(workspace, _decoder.Description);
        TimeLayout time = head?.Time ?? workspace.Time;
        var lengths = new int[workspace.Batch];
        for (int row = 0; row < lengths.Length; row++)
            lengths[workspace.Order[row]] = time.Lengths[row];
        float[] outputs = head is null ? [] : new float[head.Rows * head.Info.Outputs];
        head?.CopyOutputs(outputs);
        return new EncodedSource(outputs, time.Steps, lengths, state);
    }

    private ModelWorkspace Rent() => _encoding.Rent() ?? _encoder.CreateWorkspace(training: false);

    private ModelState Ended(ModelWorkspace workspace)
    {
        _encoder.Forward(workspace);
        var carried = new ModelState(_decoder.Description.States, workspace.Batch);
        new StateBridge(_encoder.Description, _decoder.Description).Carry(workspace, _decoder.Parameters, carried);
        var state = new ModelState(_decoder.Description, workspace.Batch);
        state.CopyStates(carried);
        return state;
    }

    private int FeatureSteps(ReadOnlySpan<float> features)
    {
        ModelDescription encoder = _encoder.Description;
        if (encoder.Features == 0)
            throw new ArgumentException($"features: {encoder.Name} reads token ids. Give ids.", nameof(features));
        if (encoder.StaticFeatures > 0)
            throw new ArgumentException(
                $"features: {encoder.Name} reads {encoder.StaticFeatures} values per sequence too, which have no place here. Put both into "
                    + "a SequenceSet, and call Read(set, [index]).", nameof(features));
        return PredictInput.Steps(features.Length, 1, encoder.Features);
    }
}
