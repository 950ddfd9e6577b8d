using LstmGen.CompilerServices;

namespace LstmGen.Training;

public sealed partial class TimeLayout
{
    /// <summary>Lays out what a convolution leaves of <paramref name="input"/>; see <see cref="Convolution.Steps"/>.</summary>
    internal void SetConvolved(TimeLayout input, int kernel, int stride, int padding)
    {
        _input = input;
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
