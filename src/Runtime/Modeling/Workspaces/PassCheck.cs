using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>What emitted passes check before they compute.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PassCheck
{
    /// <summary>Throws unless a backward pass can run.</summary>
    /// <param name="ws">The workspace.</param>
    /// <param name="gradients">Where the gradients are added.</param>
    /// <param name="parameters">The model's parameters.</param>
    /// <exception cref="InvalidOperationException">The workspace holds no batch, or was made for inference.</exception>
    /// <exception cref="ArgumentException"><paramref name="gradients"/> is too short.</exception>
    public static void Backward(ModelWorkspace ws, AlignedBuffer gradients, ParameterStore parameters)
    {
        ArgumentNullException.ThrowIfNull(ws);
        ArgumentNullException.ThrowIfNull(gradients);
        ws.RequireBatch(training: true);
        if (gradients.Length < parameters.Count)
            throw new ArgumentException($"gradients has {gradients.Length} values; {parameters.Count} are needed.", nameof(gradients));
    }
}
