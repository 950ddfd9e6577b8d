using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>A head with a dense layer over pooled states, or over the state of every step.</summary>
internal abstract record DenseHeadSpec(int Outputs) : HeadSpec, IPlannable
{
    public PoolingKind Pooling { get; init; }

    public bool Bias { get; init; } = true;

    /// <summary>The kind as in the attribute, for example <c>Regression</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The loss of the outputs, with its parameters and buffers.</summary>
    public abstract HeadLoss Loss(HeadPlacement site);

    /// <summary>The weight of the dense layer.</summary>
    protected virtual ParameterPlan Weight(HeadPlacement site) => site.Plan.Parameter(
        $"{site.Title}.weight", [Outputs, site.Input.Width], HeadInitialization.Draw(site.Plan.Options, site.Input.Width));

    public virtual void Plan(PlanBuilder plan)
    {
        string title = plan.HeadName(Name);
        var site = new HeadPlacement(plan, title, HeadPlacement.NameOf(title), plan.HeadCount - 1, plan.Current);
        long before = plan.ParameterEnd;
        HeadInput input = HeadInput.Create(site, this);
        ParameterPlan weight = Weight(site);
        ParameterPlan? bias = Bias
            ? plan.Parameter($"{title}.bias", [Outputs], HeadInitialization.DrawBias(plan.Options, site.Input.Width))
            : null;
        HeadLoss loss = Loss(site);
        plan.PackPart(
            weight, site.Name, input.WeightsType,
            $"new({Outputs}, inner: {site.Input.Inner}, {input.WeightsStride}weight: {weight.Place}, bias: {bias?.Place ?? "default"}, "
                + $"{site.Input.Channels}, training)",
            $"{weight.Comment}{(bias is null ? "" : ", " + bias.Comment)}");

        bool everyStep = Pooling == PoolingKind.EveryStep;
        var row = new TableRow(
            $"{Kind}({Outputs}), {input.Title}", everyStep ? $"[B, {site.Length}, {Outputs}]" : $"[B, {Outputs}]",
            plan.ParameterEnd - before, weight.Length);
        plan.Add(new DenseHeadPlan(site, row, input, loss, weight, bias)
        {
            Title = title,
            Index = site.Index,
            Outputs = Outputs,
            EveryStep = everyStep,
            Targets = loss.Targets,
            Input = site.Input,
            LossWeight = LossWeight,
            Length = plan.Length(site.Input.Time),
        });
    }

    /// <summary>Reads the properties of a head with pooling.</summary>
    protected static T ReadPooled<T>(T spec, AttributeReader attribute)
        where T : DenseHeadSpec
    {
        return HeadReading.Read(spec, attribute) with
        {
            Pooling = attribute.Enum("Pooling", PoolingKind.Last), Bias = attribute.Get("Bias", true),
        };
    }
}
