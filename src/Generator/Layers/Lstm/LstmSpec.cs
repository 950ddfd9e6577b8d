using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>A long short-term memory layer.</summary>
internal sealed record LstmSpec(int Hidden) : RecurrentSpec(Hidden)
{
    /// <summary>Width of h, or 0 for that of the cell.</summary>
    public int Projection { get; init; }

    public bool Peepholes { get; init; }

    public bool LayerNorm { get; init; }

    /// <summary>Bound of |c|, or 0.</summary>
    public float CellClip { get; init; }

    /// <summary>Whether f = 1 - i.</summary>
    public bool CoupledGates { get; init; }

    /// <summary>What the forget gate's bias starts at; NaN for what is drawn.</summary>
    [TrainingOnly]
    public float ForgetBias { get; init; } = float.NaN;

    public override string Kind => "Lstm";

    public override IReadOnlyList<string> ExtraStates => ["c"];

    public override int StateSize => Projection > 0 ? Projection : Hidden;

    public override IEnumerable<string> OptionNames => new[]
    {
        Projection > 0 ? $"projected to {Projection}" : "", Peepholes ? "peepholes" : "", LayerNorm ? "layer norm" : "",
        CellClip > 0 ? "clipped" : "", CoupledGates ? "coupled gates" : "",
    }.Where(option => option.Length > 0);

    public int GateCount => CoupledGates ? 3 : 4;

    /// <summary>Whether c' must be kept apart from c_t: zoneout mixes it after h was computed from it.</summary>
    public bool KeepsNewCell => Zoneout > 0;

    public static LstmSpec Read(AttributeReader attribute)
    {
        LstmSpec spec = ReadShared(new LstmSpec(attribute.Size(0, "hidden")), attribute) with
        {
            Projection = attribute.Size("Projection", 0, 0),
            Peepholes = attribute.Get("Peepholes", false),
            LayerNorm = attribute.Get("LayerNorm", false),
            CellClip = attribute.Get("CellClip", 0f),
            CoupledGates = attribute.Get("CoupledGates", false),
            ForgetBias = attribute.Get("ForgetBias", float.NaN),
        };
        attribute.Require(
            spec.Projection < spec.Hidden, "Projection", spec.Projection.ToString(),
            $"give less than the {spec.Hidden} units, or 0 for no projection");
        attribute.Require(
            spec.CellClip >= 0 && spec.CellClip <= float.MaxValue, "CellClip", Literal.Shown(spec.CellClip),
            "give a finite bound of at least 0; 0 means none");
        attribute.Require(
            !attribute.Has("ForgetBias")
                || (!float.IsNaN(spec.ForgetBias) && !float.IsInfinity(spec.ForgetBias) && spec.Bias && !spec.CoupledGates), "ForgetBias",
            Literal.Shown(spec.ForgetBias),
            !spec.Bias ? "remove it, because Bias = false leaves no bias, or that"
                : spec.CoupledGates ? "remove it, because CoupledGates leaves no forget gate of its own, or that" : "give a finite value");
        return spec;
    }

    public override RecurrentCell Cell(PlanBuilder plan, string prefix, string suffix, SequencePlan input)
    {
        var draw = new RecurrentInitialization(plan.Options, Hidden);
        (string inputBias, string recurrentBias) = ForgetBiasDraw(draw);
        var weights = CellWeights.Add(plan, this, draw, prefix, suffix, GateCount, input, inputBias, recurrentBias);
        ParameterPlan? projection = Projection > 0
            ? plan.Parameter($"{prefix}.weight_hr_{suffix}", [Projection, Hidden], draw.Glorot(Hidden, Projection))
            : null;
        PeepholeWeights? peepholes = Peepholes ? PeepholeWeights.Add(plan, this, draw, prefix, suffix) : null;
        NormalizationWeights? norm = LayerNorm ? NormalizationWeights.Add(plan, this, prefix, suffix) : null;
        return norm is null
            ? new LstmCell(this, peepholes)
            {
                Hidden = Hidden, Spec = this, InputWeight = weights.Input, RecurrentWeight = weights.Recurrent,
                InputBias = weights.InputBias, RecurrentBias = weights.RecurrentBias, Projection = projection,
            }
            : new NormalizedLstmCell(this, peepholes, norm)
            {
                Hidden = Hidden, Spec = this, InputWeight = weights.Input, RecurrentWeight = weights.Recurrent,
                InputBias = weights.InputBias, RecurrentBias = weights.RecurrentBias, Projection = projection,
            };
    }

    // The forget gate's bias is the sum of two vectors: the whole value goes into b_ih.
    private (string Input, string Recurrent) ForgetBiasDraw(RecurrentInitialization draw)
    {
        const int Forget = 1;
        if (CoupledGates)
            return (draw.Bias(), draw.Bias());
        return float.IsNaN(ForgetBias)
            ? (draw.Bias(one: Forget), draw.Bias())
            : ($"{draw.Bias()} {draw.Fill(Forget, ForgetBias)}", $"{draw.Bias()} {draw.Fill(Forget, 0f)}");
    }
}
