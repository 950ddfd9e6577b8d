using System.Globalization;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>A head with a dense layer over pooled states, or over the state of every step.</summary>
internal abstract record DenseHeadSpec(int Outputs) : HeadSpec
{
    public PoolingKind Pooling { get; init; }

    public bool Bias { get; init; } = true;

    /// <summary>The kind as in the attribute, for example <c>Regression</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The loss of the outputs.</summary>
    public abstract HeadLoss Loss { get; }

    public override void Plan(PlanBuilder plan)
    {
        string title = plan.HeadName(Name);
        int index = plan.HeadCount - 1;
        string name = Names.Pascal(title) + "Head";
        SequencePlan input = plan.Current;
        bool everyStep = Pooling == PoolingKind.EveryStep;

        string draw = Draw(plan.Options, input.Width);
        ParameterPlan weight = plan.Parameter($"{title}.weight", [Outputs, input.Width], draw);
        ParameterPlan? bias = Bias ? plan.Parameter($"{title}.bias", [Outputs], plan.Options.KerasInitialization ? "values.Clear();" : draw) : null;

        string layout = $"GateLayout.Dense({Outputs})";
        plan.Pack(
            name + "Weights", "PackedMatrix", $"PackedMatrix.ForGates({layout}, {input.Inner})", $"{weight.Comment} transposed", false,
            $"{name}Weights.PackWeights(0, {weight.Slice("parameters")}, {input.Channels}, GateSlots.One);");
        plan.Pack(
            name + "Bias", "AlignedBuffer", $"new AlignedBuffer({Layout.Pad(Outputs)})", "bias, padded", false,
            bias is null ? [] : [$"PackedMatrix.PackBias({name}Bias.Span, {layout}, {bias.Slice("parameters")}, GateSlots.One, add: false);"]);
        plan.Pack(
            name + "Transposed", "PackedMatrix", $"PackedMatrix.ForBackward({layout}, {input.Stride})", $"{weight.Comment} for the gradient of its input", true,
            $"{name}Transposed.PackTransposed({weight.Slice("parameters")}, {input.Channels}, GateSlots.One);");

        var pooling = HeadInput.Plan(plan, this, name, input);
        plan.Add(new DenseHeadPlan(name, Describe(input, weight, bias, everyStep), this, pooling, weight, bias)
        {
            Title = title,
            Index = index,
            Outputs = Outputs,
            EveryStep = everyStep,
            Targets = Loss.Targets,
            Input = input,
            LossWeight = LossWeight,
        });
    }

    // nn.Linear draws weight and bias from uniform(-1/sqrt(inputs), 1/sqrt(inputs)).
    private static string Draw(ModelOptions options, int inputs) => options.KerasInitialization
        ? $"Initializer.Glorot(values, seed, stream, {inputs}, values.Length / {inputs});"
        : $"Initializer.Uniform(values, seed, stream, {((float)(1 / Math.Sqrt(inputs))).ToString("R", CultureInfo.InvariantCulture)}f);";

    private TableRow Describe(SequencePlan input, ParameterPlan weight, ParameterPlan? bias, bool everyStep)
    {
        string pooling = everyStep ? "every step" : Pooling.ToString().ToLowerInvariant();
        return new TableRow(
            $"{Kind}({Outputs}), {pooling}", everyStep ? $"[B, T, {Outputs}]" : $"[B, {Outputs}]",
            weight.Length + (bias?.Length ?? 0), weight.Length);
    }

    /// <summary>Reads the properties of a head with pooling.</summary>
    protected static T ReadPooled<T>(T spec, AttributeReader attribute)
        where T : DenseHeadSpec => HeadReading.Read(spec, attribute) with
        {
            Pooling = attribute.Enum("Pooling", PoolingKind.Last),
            Bias = attribute.Get("Bias", true),
        };
}
