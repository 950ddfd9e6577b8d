using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

public sealed partial class EncoderDecoder
{
    private readonly WorkspaceCache<ModelWorkspace> _encoding = new();

    /// <summary>Reads one source of real values and gives the state from which the decoder goes on: <c>stream.State = pair.Encode(source)</c>.</summary>
    /// <param name="features">[T, features].</param>
    /// <exception cref="ArgumentException">The encoder reads token ids, or the number of values is no multiple of its features.</exception>
    public ModelState Encode(ReadOnlySpan<float> features)
    {
        int width = _encoder.Description.Features;
        if (width == 0)
            throw new ArgumentException($"features: {_encoder.Description.Name} reads token ids. Give ids.", nameof(features));
        int steps = PredictInput.Steps(features.Length, 1, width);
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

    /// <summary>Reads one source of token ids and gives the state from which the decoder goes on: <c>stream.State = pair.Encode(source)</c>.</summary>
    /// <param name="tokens">[T].</param>
    /// <exception cref="ArgumentException">The encoder reads real values, there is no id, or one is outside its vocabulary.</exception>
    public ModelState Encode(ReadOnlySpan<int> tokens)
    {
        if (_encoder.Description.Vocabulary == 0)
            throw new ArgumentException($"tokens: {_encoder.Description.Name} reads real values. Give features.", nameof(tokens));
        int steps = PredictInput.Steps(tokens.Length, 1, 1);
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

    private ModelWorkspace Rent() => _encoding.Rent() ?? _encoder.CreateWorkspace(training: false);

    private ModelState Ended(ModelWorkspace workspace)
    {
        _encoder.Forward(workspace);
        var state = new ModelState(_decoder.Description.States, 1);
        workspace.CopyFinalState(state);
        return state;
    }
}
