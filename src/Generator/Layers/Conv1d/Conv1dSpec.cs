using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Conv1d;

/// <summary>A convolution over time.</summary>
internal sealed record Conv1dSpec(int Filters, int Kernel) : LayerSpec, IPlannable
{
    public override (string Reason, string Fix) LooksAhead =>
        ("[Conv1d] looks at later steps", "declare the convolution with Padding.Causal and a stride of 1");

    public int Stride { get; init; } = 1;

    public ConvPadding Padding { get; init; }

    public LayerActivation Activation { get; init; }

    public bool Bias { get; init; } = true;

    [TrainingOnly]
    public string? Name { get; init; }

    /// <summary>Zeros before the sequence.</summary>
    public int Left => Padding switch { ConvPadding.Same => (Kernel - 1) / 2, ConvPadding.Causal => Kernel - 1, _ => 0 };

    /// <summary>Zeros before and after it.</summary>
    public int Zeros => Padding == ConvPadding.Valid ? 0 : Kernel - 1;

    public void Plan(PlanBuilder plan)
    {
        SequencePlan input = plan.Current;
        string name = plan.LayerName("Conv"), prefix = plan.Prefix("conv", Name), steps = plan.Steps(input.Time);
        int fanIn = input.Width * Kernel;
        ParameterPlan weight = plan.Parameter(
            $"{prefix}.weight", [Filters, input.Width, Kernel], LinearInitialization.Weight(plan.Options, fanIn, Filters * Kernel));
        ParameterPlan? bias = Bias ? plan.Parameter($"{prefix}.bias", [Filters], LinearInitialization.Bias(plan.Options, fanIn)) : null;

        string time = input.Time;
        if (Zeros != Kernel - 1 || Stride > 1)
        {
            time = name + "Time";
            plan.Time(new TimePlan(
                time, $"Convolution.Derive(this, {time}, {input.Time}, {Kernel}, {Stride}, {Zeros}, {Literal.Of(prefix)});",
                $"Convolution.Steps({steps}, {Kernel}, {Stride}, {Zeros})",
                plan.Length(input.Time).After(Kernel, Stride, Zeros), $"Which rows are alive at which step after {prefix}"));
        }

        // A step that sees no later step can stream: the inputs before it are its state.
        bool causal = Stride == 1 && Left == Kernel - 1;
        StatePlan? past = causal && plan.Causal && Left > 0 ? plan.State(prefix + ".past", Left, input.Width, past: true) : null;
        plan.Causal = plan.Causal && causal;

        var output = new SequencePlan(name + "Output", 0, 1, Filters, name + "OutputGradient", Time: time);
        var layer = new Conv1dPlan(name, Row(weight, bias, plan.Shape(output)), this, input, output, weight, bias, past);
        Conv1dBuffers.Add(plan, layer);
        plan.Add(layer);
        plan.Current = output;
    }

    private TableRow Row(ParameterPlan weight, ParameterPlan? bias, string shape)
    {
        string padding = Padding == ConvPadding.Valid ? "" : ", " + Padding.ToString().ToLowerInvariant();
        string stride = Stride == 1 ? "" : $", stride {Stride}";
        return new TableRow(
            $"Conv1d({Filters}, {Kernel}{stride}{padding}{Activation.Suffix()})", shape,
            weight.Length + (bias?.Length ?? 0), weight.Length);
    }
}
