using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.SelfAttention;

/// <summary>Multi-head attention of a sequence to itself, with the parameters of <c>nn.MultiheadAttention</c>.</summary>
internal sealed record SelfAttentionSpec : LayerSpec, IPlannable
{
    public override (string Reason, string Fix) LooksAhead => ("[SelfAttention] sees the whole sequence", "declare it with Causal = true");

    public int Heads { get; init; } = 1;

    public bool Causal { get; init; }

    public bool Residual { get; init; }

    [TrainingOnly]
    public float Dropout { get; init; }

    public bool Bias { get; init; } = true;

    [TrainingOnly]
    public string? Name { get; init; }

    public void Plan(PlanBuilder plan)
    {
        SequencePlan input = plan.Current;
        int width = input.Width;
        if (width % Heads != 0)
        {
            plan.Report(
                Descriptors.CannotWork,
                $"SelfAttention: Heads = {Heads} does not divide the {width} channels that it reads, which its heads share "
                    + $"out: give a divisor of {width}");
            return;
        }

        string name = plan.LayerName("SelfAttention"), prefix = plan.Prefix("self_attention", Name);
        var weights = new SelfAttentionWeights(
            plan.Parameter(
                $"{prefix}.in_proj_weight", [3 * width, width], $"draws.Glorot(#, {width}, {3 * width});"),
            Bias ? plan.Parameter($"{prefix}.in_proj_bias", [3 * width], "draws.Fill(#, 0f);") : null,
            plan.Parameter($"{prefix}.out_proj.weight", [width, width], LinearInitialization.Weight(plan.Options, width, width)),
            Bias ? plan.Parameter($"{prefix}.out_proj.bias", [width], "draws.Fill(#, 0f);") : null);
        var output = new SequencePlan(name + "Output", 0, 1, width, name + "OutputGradient", Time: input.Time);
        string options = $"{(Heads == 1 ? "1 head" : $"{Heads} heads")}{(Causal ? ", causal" : "")}{(Residual ? ", residual" : "")}";
        var row = new TableRow(
            $"SelfAttention({options})", plan.Shape(output), weights.All.Sum(parameter => parameter.Length),
            weights.Input.Length + weights.Output.Length);

        // A step that sees no later step can stream: the keys and values of the steps before it are kept.
        plan.Causal = plan.Causal && Causal;
        CachePlan? cache = plan.Causal ? plan.Cache(prefix + ".past", 2 * width) : null;
        var layer = new SelfAttentionPlan(name, row, this, plan.Streams(1), input, output, weights, cache);
        layer.AddBuffers(plan);
        plan.Add(layer);
        plan.Current = output;
    }
}
