using LstmGen.CompilerServices;

namespace LstmGen.Training;

/// <summary>Makes the states in which an encoder ended those from which a decoder starts, and carries the gradient back.</summary>
internal sealed class StateBridge(ModelDescription encoder, ModelDescription decoder)
{
    private readonly ModelState _ended = new(encoder.States, 1), _gradient = new(encoder.States, 1);
    private float[] _inputs = [], _inputGradient = [];

    /// <summary>The decoder's states, from those in which the encoder's last pass ended.</summary>
    /// <param name="reading">The encoder's workspace.</param>
    /// <param name="parameters">The decoder's.</param>
    /// <param name="start">Receives the states, of as many rows as the batch.</param>
    public void Carry(ModelWorkspace reading, ParameterStore parameters, ModelState start)
    {
        if (decoder.Bridge == Bridge.Copy)
        {
            reading.CopyFinalState(start);
            return;
        }

        start.Clear();
        if (decoder.Bridge == Bridge.None)
            return;
        int batch = reading.Batch;
        Resize(_ended, batch);
        reading.CopyFinalState(_ended);
        using ParameterReading held = parameters.Hold(); // one whole set: others may be replacing the weights
        ReadOnlySpan<float> weights = parameters.Read();
        foreach (BridgeInfo bridge in decoder.Bridges)
        {
            for (int row = 0; row < batch; row++)
            {
                ReadOnlySpan<float> s = Gather(bridge, _ended, row, batch);
                Span<float> to = State(start, bridge, row, batch);
                for (int unit = 0; unit < bridge.Size; unit++)
                    to[unit] = weights[bridge.Bias + unit]
                        + AttentionMath.Dot(weights.Slice(bridge.Weight + (unit * bridge.Width), bridge.Width), s);
                Activations.Tanh(to);
            }
        }
    }

    /// <summary>The gradient of the encoder's final states, and of the bridge's own parameters.</summary>
    /// <param name="parameters">The decoder's.</param>
    /// <param name="start">The decoder's first states.</param>
    /// <param name="startGradient">Their gradient.</param>
    /// <param name="gradients">Of the decoder's parameters; added to.</param>
    /// <returns>The gradient of the encoder's final states; null for none.</returns>
    public ModelState? Back(ParameterStore parameters, ModelState start, ModelState startGradient, Span<float> gradients)
    {
        if (decoder.Bridge == Bridge.Copy)
            return startGradient;
        if (decoder.Bridge == Bridge.None)
            return null;
        int batch = start.Batch;
        Resize(_gradient, batch);
        _gradient.Clear();
        ReadOnlySpan<float> weights = parameters.Read();
        foreach (BridgeInfo bridge in decoder.Bridges)
        {
            for (int row = 0; row < batch; row++)
            {
                // da = dy (1 - y^2)    dW += da s    db += da    ds += da W
                ReadOnlySpan<float> s = Gather(bridge, _ended, row, batch);
                Span<float> ds = Room(ref _inputGradient, bridge.Width);
                ds.Clear();
                ReadOnlySpan<float> y = State(start, bridge, row, batch), dy = State(startGradient, bridge, row, batch);
                for (int unit = 0; unit < bridge.Size; unit++)
                {
                    float da = dy[unit] * (1 - (y[unit] * y[unit]));
                    int weight = bridge.Weight + (unit * bridge.Width);
                    gradients[bridge.Bias + unit] += da;
                    Elementwise.AddScaled(gradients.Slice(weight, bridge.Width), s, da);
                    Elementwise.AddScaled(ds, weights.Slice(weight, bridge.Width), da);
                }

                int at = 0;
                foreach (BridgeInput input in bridge.Inputs)
                {
                    Elementwise.AddInPlace(
                        _gradient.Values.Slice((input.Offset * batch) + (row * input.Size), input.Size), ds.Slice(at, input.Size));
                    at += input.Size;
                }
            }
        }

        return _gradient;
    }

    private ReadOnlySpan<float> Gather(BridgeInfo bridge, ModelState ended, int row, int batch)
    {
        Span<float> s = Room(ref _inputs, bridge.Width);
        int at = 0;
        foreach (BridgeInput input in bridge.Inputs)
        {
            ended.Values.Slice((input.Offset * batch) + (row * input.Size), input.Size).CopyTo(s[at..]);
            at += input.Size;
        }

        return s;
    }

    private static Span<float> State(ModelState state, BridgeInfo bridge, int row, int batch) =>
        state.Values.Slice((bridge.Offset * batch) + (row * bridge.Size), bridge.Size);

    private static Span<float> Room(ref float[] buffer, int length)
    {
        if (buffer.Length < length)
            buffer = new float[length];
        return buffer.AsSpan(0, length);
    }

    private static void Resize(ModelState state, int batch)
    {
        if (state.Batch != batch)
            state.Resize(batch);
    }
}
