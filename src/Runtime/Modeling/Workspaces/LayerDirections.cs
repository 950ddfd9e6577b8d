using System.ComponentModel;
using LstmGen.Training;

namespace LstmGen.CompilerServices;

/// <summary>Both directions of a layer, which two threads compute at once where the rows make one part only.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="time">The layer's steps.</param>
/// <param name="multiplyAdds">Multiply-adds of a step of one row, of one direction.</param>
/// <param name="forward">The direction from the start to the end.</param>
/// <param name="reverse">The other one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerDirections(
    ModelWorkspace workspace, TimeLayout time, long multiplyAdds, EmittedDirection forward, EmittedDirection reverse) : IParallelWork
{
    private const int ForwardPass = 0, BackwardPass = 1;

    /// <summary>Rows [<paramref name="rowBegin"/>, <paramref name="rowEnd"/>) of both through time.</summary>
    public void Forward(int rowBegin, int rowEnd) => RunBoth(ForwardPass, rowBegin, rowEnd);

    /// <summary>The same back through time.</summary>
    public void Backward(int rowBegin, int rowEnd) => RunBoth(BackwardPass, rowBegin, rowEnd);

    /// <summary>The gradient of the layer's input, of both: dx = da_forward W_ih + da_reverse W_ih'.</summary>
    public void InputGradient(int rowBegin, int rowEnd)
    {
        forward.InputGradient(workspace, rowBegin, rowEnd);
        reverse.InputGradient(workspace, rowBegin, rowEnd);
    }

    /// <summary>Adds the gradients of the parameters of both: share <paramref name="part"/> of <paramref name="parts"/>.</summary>
    public void Gradients(Span<float> gradients, int part, int parts)
    {
        forward.Gradients(workspace, gradients, part, parts);
        reverse.Gradients(workspace, gradients, part, parts);
    }

    /// <inheritdoc/>
    public void Run(int phase, int part) => Run(part == 0 ? forward : reverse, phase, 0, workspace.Batch);

    private void RunBoth(int pass, int rowBegin, int rowEnd)
    {
        if (workspace.Splits(multiplyAdds * time.Steps))
        {
            WorkerPool.Shared.Run(this, pass, 2);
            return;
        }

        Run(forward, pass, rowBegin, rowEnd);
        Run(reverse, pass, rowBegin, rowEnd);
    }

    private void Run(EmittedDirection direction, int pass, int rowBegin, int rowEnd)
    {
        if (pass == ForwardPass)
            direction.Forward(workspace, rowBegin, rowEnd);
        else
            direction.Backward(workspace, rowBegin, rowEnd);
    }
}
