using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>
/// y_j = activation(b + sum over k of W[:, :, k] x_{j * stride + k - left}), where x is zero outside the row's own
/// valid steps: <c>[Conv1d(filters, kernel)]</c>.
/// </summary>
/// <remarks>
/// Same pads (kernel - 1) / 2 steps on the left and the rest of kernel - 1 on the right, whatever the stride (as
/// PyTorch pads); causal pads kernel - 1 on the left. Steps out: floor((steps + padding - kernel) / stride) + 1.
/// </remarks>
/// <param name="Filters">Outputs per step.</param>
/// <param name="Kernel">Steps that each output sees.</param>
public sealed record ConvLayer(int Filters, int Kernel) : ReferenceLayer
{
    /// <summary>Steps between outputs.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>What surrounds the sequence.</summary>
    public Padding Padding { get; init; }

    /// <summary>Function of the outputs.</summary>
    public Activation Activation { get; init; }

    /// <summary>Whether there is a b.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "conv";

    /// <inheritdoc/>
    public override string Declaration => new AttributeText("Conv1d").Positional(Filters).Positional(Kernel)
        .Named("Stride", Stride, 1).Named("Padding", Padding, Padding.Valid)
        .Named("Activation", Activation, Activation.None).Named("Bias", Bias, true).Named("Name", Name, null).ToString();

    /// <inheritdoc/>
    public override int OutputWidth(int inputWidth) => Filters;

    /// <inheritdoc/>
    public override int OutputSteps(int steps)
    {
        int reach = steps + (Padding == Padding.Valid ? 0 : Kernel - 1) - Kernel;
        return reach < 0 ? 0 : (reach / Stride) + 1;
    }

    /// <inheritdoc/>
    public override bool KeepsSteps => Stride == 1 && (Padding != Padding.Valid || Kernel == 1);

    /// <inheritdoc/>
    public override IEnumerable<ParameterShape> Parameters(string prefix, int inputWidth) => Bias
        ? [new($"{prefix}.weight", Filters, inputWidth, Kernel), new($"{prefix}.bias", Filters)]
        : [new($"{prefix}.weight", Filters, inputWidth, Kernel)];

    internal override Sequences Apply(RunContext run, string prefix, Sequences input) => new(
        [.. input.Rows.Select((steps, row) => Convolve(run, prefix, steps, row))], OutputSteps(input.Time));

    private List<Var> Convolve(RunContext run, string prefix, List<Var> steps, int row)
    {
        var tape = run.Tape;
        int count = OutputSteps(steps.Count), width = steps[0].Length;
        if (count == 0)
            throw new ArgumentException($"Row {row} has {steps.Count} steps, fewer than the kernel's {Kernel} of {prefix}.");
        int left = Padding switch { Padding.Same => (Kernel - 1) / 2, Padding.Causal => Kernel - 1, _ => 0 };
        var zero = tape.Constant(width);
        return [.. Enumerable.Range(0, count).Select(j =>
        {
            // The window as [in, kernel], the order of a row of the weight.
            var window = Enumerable.Range(j * Stride - left, Kernel)
                .Select(t => t >= 0 && t < steps.Count ? steps[t] : zero).ToArray();
            var flat = Enumerable.Range(0, width).SelectMany(i => window.Select(x => tape.Slice(x, i, 1))).ToArray();
            return run.Activate(Activation, run.Linear(prefix, Bias, tape.Concatenate(flat)));
        })];
    }
}
