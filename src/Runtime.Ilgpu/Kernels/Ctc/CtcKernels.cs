using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// Connectionist temporal classification; see <see cref="LstmGen.CompilerServices.ConnectionistTemporal"/> for the formulas. Sums are held
/// as logarithms that are shifted at every step, so that float is enough however long the sequence is.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CtcKernels
{
    private readonly GpuDevice _device;

    internal CtcKernels(GpuDevice device)
    {
        _device = device;
        Links = new DeviceBlock<int>(device);
        Norms = new DeviceBuffer(device);
        Alpha = new DeviceBuffer(device);
        Beta = new DeviceBuffer(device);
    }

    // What one call needs; see CtcArguments. Freed with the device.
    private DeviceBlock<int> Links { get; }

    private DeviceBuffer Norms { get; }

    private DeviceBuffer Alpha { get; }

    private DeviceBuffer Beta { get; }

    /// <summary>Loss of each row over the number of its labels, and the gradient of the outputs.</summary>
    /// <param name="rows">Logits, losses and which steps count.</param>
    /// <param name="symbols">Symbols, the blank included.</param>
    /// <param name="labels">[B, <paramref name="widest"/>].</param>
    /// <param name="widest">Labels reserved for a row.</param>
    /// <param name="counts">Labels of each row, [B].</param>
    /// <param name="blank">The blank's index.</param>
    /// <param name="zeroInfinity">Whether a row that no alignment can produce counts 0.</param>
    /// <param name="scale">Factor of the gradient.</param>
    public void Loss(
        LossRows rows, int symbols, ArrayView<int> labels, int widest, ArrayView<int> counts, int blank, bool zeroInfinity, float scale)
    {
        int batch = rows.Time.Batch, states = 2 * widest + 1;
        Links.EnsureLength(batch * widest);
        Norms.EnsureLength(rows.Count);
        Alpha.EnsureLength(BlockSize.Of(
            rows.Count, states, "rows x steps of the batch and 1 + twice the labels", "Give fewer rows at once (a smaller BatchSize)."));
        Beta.EnsureLength(batch * 2 * states);
        var arguments = new CtcArguments
        {
            Rows = rows, Labels = labels, Counts = counts, Links = Links.View, Norms = Norms.View, Alpha = Alpha.View, Beta = Beta.View,
            Widest = widest, Symbols = symbols, Blank = blank, ZeroInfinity = zeroInfinity ? 1 : 0, Scale = scale,
        };
        _device.Launch(CtcPreparation.LinkLabels, _device.OnePer(batch * widest), arguments);
        _device.Launch(CtcPreparation.Normalize, _device.OnePer(rows.Count), arguments);
        _device.Launch(CtcSweeps.Row, new KernelConfig(batch, GroupSums.Threads(_device, states)), arguments);
    }
}
