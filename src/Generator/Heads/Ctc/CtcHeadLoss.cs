using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Ctc;

/// <summary>Negative log-probability of a labelling, summed over all its alignments.</summary>
internal sealed class CtcHeadLoss(HeadPlacement site, CtcSpec spec) : HeadLoss
{
    private readonly string _decode = DecodeEmitter.Name(site, spec.Name is not null);
    private readonly string _beam = DecodeEmitter.Name(site, spec.Name is not null, "DecodeBeam");
    private readonly string _create = DecodeEmitter.Name(site, spec.Name is not null, "CreateBeamDecoder");

    public override TargetKind Targets => TargetKind.Labels;

    public override IEnumerable<string> Info =>
        [.. spec.Blank == 0 ? [] : new[] { $"Blank = {spec.Blank}" }, .. spec.ZeroInfinity ? new[] { "ZeroInfinity = true" } : []];

    public override string Formula => """
        Mean over rows of -log p(labels) / max(1, number of labels),
        p(labels) = sum over alignments of prod_t softmax(y_t)[symbol of step t]
        """;

    public override void EmitNormalize(CodeWriter w, bool everyStep) =>
        w.Line($"head.RequireLabels({spec.Blank});\nhead.Normalizer = time.Batch;");

    public override void EmitScore(CodeWriter w, bool everyStep) =>
        w.Line($"CtcRows.Loss(head, {spec.Blank}, {Literal.Of(spec.ZeroInfinity)}, scale, rowBegin, rowEnd);");

    public override IlgpuHeadLoss Ilgpu => new IlgpuCtcLoss(spec);

    public override string? ToPrediction(string head) => $"HeadOutputs.Softmax({head}, outputs)";

    public override string? Decode(string head) => $"CtcRows.DecodeGreedy({head}, {spec.Blank}, tags)";

    public override void EmitMembers(CodeWriter w)
    {
        DecodeEmitter.Emit(
            w, site, _decode, "the labels of the likeliest alignment", new("labels", Counted: true),
            $"CtcRows.DecodeGreedy({site.Workspace}, {spec.Blank}, labels, counts);");
        DecodeEmitter.Emit(
            w, site, _beam, "the labels that a prefix beam search finds likeliest", new("labels", Counted: true, "CtcBeamDecoder"),
            $"CtcRows.DecodeBeam({site.Workspace}, decoder, labels, counts);");
        w.Line();
        w.Summary("A prefix beam search for this head that keeps beamWidth prefixes, with or without a language "
            + "model; reusable, one per thread.");
        w.Line($"public static CtcBeamDecoder {_create}(int beamWidth, CtcFusion? fusion = null) => new({spec.Outputs}, "
            + $"beamWidth, {spec.Blank}, fusion);");
    }
}
