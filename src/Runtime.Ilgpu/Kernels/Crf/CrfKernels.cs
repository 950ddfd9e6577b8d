using System.ComponentModel;
using ILGPU;

namespace LstmGen.CompilerServices;

/// <summary>
/// Linear-chain CRF; see <see cref="LstmGen.CompilerServices.LinearChainCrf"/> for the formulas. Sums are held as logarithms that are
/// shifted at every step, so that float is enough however long the sequence is.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CrfKernels
{
    private readonly GpuDevice _device;

    internal CrfKernels(GpuDevice device)
    {
        _device = device;
        Alpha = new DeviceBuffer(device);
        Beta = new DeviceBuffer(device);
        Shifts = new DeviceBuffer(device);
        AllShifts = new DeviceBuffer(device);
    }

    // What one call needs; see CrfArguments. Freed with the device.
    private DeviceBuffer Alpha { get; }

    private DeviceBuffer Beta { get; }

    private DeviceBuffer Shifts { get; }

    private DeviceBuffer AllShifts { get; }

    /// <summary>Negative log-likelihood of each row's tags and its gradients.</summary>
    /// <param name="rows">Scores x, losses and which steps count.</param>
    /// <param name="path">Given tags, [T, B]; negative where a step's tag is not known.</param>
    /// <param name="tags">K.</param>
    /// <param name="parameters">Transitions (from, to) [K, K], start [K], end [K].</param>
    /// <param name="scale">Factor of the gradients.</param>
    /// <param name="rowGradients">Receives each row's gradient of the parameters, [B, K K + 2 K].</param>
    /// <param name="open">Whether a step's tag is not known.</param>
    /// <param name="weights">
    /// Weight of each row, [B], by which <paramref name="rowGradients"/> are multiplied; empty for 1 throughout. Losses and gradients of
    /// the scores are multiplied afterwards, as those of every head.
    /// </param>
    public void Loss(
        LossRows rows, ArrayView<int> path, int tags, ArrayView<float> parameters, float scale, ArrayView<float> rowGradients, bool open,
        ArrayView<float> weights)
    {
        int pairs = rows.Count;
        Alpha.EnsureLength(checked(pairs * tags));
        Beta.EnsureLength(pairs * tags);
        Shifts.EnsureLength(pairs);
        var arguments = new CrfArguments
        {
            Rows = rows, Path = path, Parameters = parameters, Alpha = Alpha.View, Beta = Beta.View, Shifts = Shifts.View,
            AllShifts = Shifts.View,
            Tags = tags, Scale = scale,
        };
        if (!open)
        {
            Run(arguments, rowGradients);
        }
        else
        {
            AllShifts.EnsureLength(pairs);
            arguments.AllShifts = AllShifts.View;
            Run(arguments with { Sweep = 1, Shifts = AllShifts.View }, rowGradients);
            Run(arguments with { Sweep = 2 }, rowGradients);
        }

        if (weights.Length > 0)
            _device.Kernels.Losses.WeighValues(rowGradients, parameters.IntLength, weights);
    }

    private void Run(CrfArguments arguments, ArrayView<float> rowGradients)
    {
        (LossRows rows, int tags) = (arguments.Rows, arguments.Tags);
        _device.Launch(CrfSweeps.Row, new KernelConfig(rows.Time.Batch, GroupSums.Threads(_device, tags)), arguments);
        _device.Launch(CrfSlopes.Outputs, _device.OnePer((long)rows.Count * rows.Stride), arguments);
        _device.Launch(CrfSlopes.Parameters, _device.OnePer((long)rows.Time.Batch * arguments.Parameters.Length), arguments, rowGradients);
    }

    /// <summary>gradient += the rows' gradients, row after row.</summary>
    public void AddGradients(ArrayView<float> rowGradients, int batch, ArrayView<float> gradient) =>
        _device.Launch(CrfSlopes.SumRows, _device.OnePer(gradient.Length), rowGradients, batch, gradient);
}
