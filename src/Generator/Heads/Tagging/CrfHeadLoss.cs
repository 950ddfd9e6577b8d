using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Tagging;

/// <summary>Negative log-likelihood of whole paths of tags.</summary>
internal sealed class CrfHeadLoss : HeadLoss
{
    // The tag of a step that is left open; the loss sums over all that it may be.
    private const int Ignored = -100;

    private readonly HeadPlacement _site;
    private readonly ParameterPlan _transitions, _start, _end;
    private readonly string _decode;

    public CrfHeadLoss(HeadPlacement site, int tags, bool named)
    {
        _site = site;
        _decode = DecodeEmitter.Name(site, named);
        // As in the pytorch-crf package.
        const string Draw = "draws.Uniform(#, 0.1f);";
        _transitions = site.Plan.Parameter($"{site.Title}.transitions", [tags, tags], Draw);
        _start = site.Plan.Parameter($"{site.Title}.start_transitions", [tags], Draw);
        _end = site.Plan.Parameter($"{site.Title}.end_transitions", [tags], Draw);
        site.Plan.PackCopy(Packed, _transitions, _start, _end);
        site.Plan.RowBuffer(
            RowGradients, (int)Length, "each row's gradient of transitions, start and end", trainingOnly: true, time: site.Input.Time);
    }

    public override TargetKind Targets => TargetKind.Classes;

    public override IEnumerable<string> Info => ["CountsRows = true"];

    public override bool Causal => false;

    public override string Formula => """
        Mean over rows of log sum_y' exp(s(y')) - log sum_y exp(s(y)), y' over all paths, y over those of the given tags (one, where all are
        given; steps of -100 may have any), with the score of a path of tags
        s(y) = start[y_1] + sum_t x_t[y_t] + sum_t transitions[y_(t-1), y_t] + end[y_last]
        """;

    /// <summary>Place of its first parameter in the block; the others follow.</summary>
    public long Offset => _transitions.Offset;

    /// <summary>Number of its parameters.</summary>
    public long Length => _transitions.Length + _start.Length + _end.Length;

    private string Packed => _site.Name + "Path";

    private string RowGradients => _site.Name + "PathGradients";

    public override void EmitNormalize(CodeWriter w, bool everyStep) =>
        w.Line($"head.RequireClasses({Ignored});\nhead.Normalizer = head.CountRows({Ignored});");

    public override void EmitScore(CodeWriter w, bool everyStep) =>
        w.Line($"CrfRows.Loss(head, {_site.Name}Crf(ws), scale, ws.{RowGradients}.Span, rowBegin, rowEnd);");

    public override void EmitGradients(CodeWriter w) => w.Line($"""
        // transitions [i, j] += expected - given uses of i followed by j; start and end alike; row after row
        CrfRows.AddGradients(head, ws.{RowGradients}.Span, gradients.Slice({_transitions.Offset}, {Length}), part, parts);
        """);

    public override IlgpuHeadLoss Ilgpu => new IlgpuCrfLoss(this, _site, _transitions.Shape[0], RowGradients);

    public override string? ToPrediction(string head) => $"HeadOutputs.Marginals({head}, {_site.Name}Crf(ws), outputs)";

    public override string? Decode(string head) => $"TagDecoding.Viterbi({head}, {_site.Name}Crf(ws), tags)";

    public override void EmitOwnWeights(CodeWriter w) =>
        EmitWeights(w, $"ws.Packed.{Packed}.Span");

    /// <summary>Writes the method that reads the weights, after a blank line.</summary>
    /// <param name="w">Where to.</param>
    /// <param name="all">Expression for all of them; in scope: <c>ws</c>.</param>
    public void EmitWeights(CodeWriter w, string all)
    {
        w.Line();
        w.Summary($"{_transitions.Comment} (from, to), {_start.Comment}, {_end.Comment}, of the set that the forward pass used.");
        using (w.Open($"private static CrfWeights {_site.Name}Crf(Workspace ws)"))
        {
            w.Line($"ReadOnlySpan<float> path = {all};");
            w.Line($"return new CrfWeights(path[..{_transitions.Length}], path.Slice({_transitions.Length}, "
                + $"{_start.Length}), path[^{_end.Length}..]);");
        }
    }

    public override void EmitMembers(CodeWriter w)
    {
        DecodeEmitter.Emit(
            w, _site, _decode, "the tags of the best path (Viterbi)", new("tags", Counted: false),
            $"TagDecoding.Viterbi({_site.Workspace}, {_site.Name}Crf(ws), tags);");
    }
}
