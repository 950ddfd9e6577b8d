using LstmGen.CompilerServices;

namespace LstmGen.Training;

public sealed partial class TimeLayout
{
    private int _kernel, _stride, _padding; // of that convolution

    /// <summary>Steps that a batch of <paramref name="steps"/> steps has here: fewer where this is what a convolution leaves.</summary>
    internal int StepsOf(int steps) =>
        _input is null ? steps : Convolution.Steps(_input.StepsOf(steps), _kernel, _stride, _padding);

    /// <summary>Lays out what a convolution leaves of <paramref name="input"/>; see <see cref="Convolution.Steps"/>.</summary>
    internal void SetConvolved(TimeLayout input, int kernel, int stride, int padding)
    {
        (_input, _kernel, _stride, _padding) = (input, kernel, stride, padding);
        int steps = Convolution.Steps(input.Steps, kernel, stride, padding);
        if (!input.Ragged)
        {
            SetFull(input.Batch, steps);
            return;
        }

        int batch = input.Batch;
        if (_lengths.Length < batch)
            _lengths = new int[batch];
        for (int row = 0; row < batch; row++)
            _lengths[row] = Convolution.Steps(input._lengths[row], kernel, stride, padding);
        Set(steps, _lengths.AsSpan(0, batch));
    }
}
