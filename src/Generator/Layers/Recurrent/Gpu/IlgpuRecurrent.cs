using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>One recurrent layer on a GPU: whole-sequence products around kernels over time.</summary>
internal sealed class IlgpuRecurrent(IReadOnlyList<RecurrentDirection> directions, RecurrentOutput output) : IlgpuLayer
{
    private readonly IlgpuDirection[] _directions = [.. directions.Select(d => new IlgpuDirection(d))];

    private string Time => $"ws.{output.Sequence.Time}OnDevice";

    private string MergeName => $"global::LstmGen.Merge.{output.Spec.Merge}";

    public override string Plan => _directions[0].Plan;

    public override IEnumerable<IlgpuBlock> Blocks => _directions.SelectMany(d => d.Blocks);

    public override IEnumerable<string> Members => _directions.SelectMany(d => d.Members);

    public override IEnumerable<string> Pack => _directions.SelectMany(d => d.Pack);

    public override IEnumerable<string> Forward => [.. directions.Select(d => $"{d.Name}Forward(ws);"), .. JoinStatements()];

    public override IEnumerable<string> Backward => [.. directions.Select(d => $"{d.Name}Backward(ws);"), .. AddedInputStatements()];

    public override IEnumerable<string> ParameterGradients => directions.Select(d => $"{d.Name}Gradients(ws);");

    public override IEnumerable<string> SaveState => _directions.SelectMany(d => d.SaveState);

    public override IEnumerable<string> SaveStateGradient => _directions.SelectMany(d => d.SaveStateGradient);

    public override void Emit(CodeWriter w)
    {
        w.Line("// " + Plan);
        foreach (IlgpuDirection d in _directions)
        {
            d.EmitForward(w);
            w.Line();
        }

        _directions[0].EmitCells(w);
        foreach (IlgpuDirection d in _directions)
        {
            w.Line();
            d.EmitBackward(w, output);
            w.Line();
            d.EmitGradients(w);
        }
    }

    private IEnumerable<string> JoinStatements()
    {
        if (!output.IsBuffer)
            yield break;
        SequencePlan y = output.Sequence, x = output.Input;
        string stride = directions[0].Cell.StateStride.ToString(), forward = AfterStep(directions[0]);
        string reverse = output.Spec.Bidirectional ? $"ws.{directions[1].Hidden}.View" : "default";
        yield return $"Kernels.Sequences.Join({MergeName}, {Time}.Layout, {forward}, {reverse}, {stride}, "
            + $"{(output.AddsInput ? View(x) : "default")}, {x.Channels}, ws.{y.Buffer}.View, {y.Channels});";
        if (y.Last is { Wanted: true } last)
        {
            yield return $"Kernels.Sequences.JoinLast({MergeName}, {Time}.Layout, {forward}, {reverse}, {stride}, "
                + $"ws.{last.Buffer}.View, {last.Stride});";
            if (output.AddsInput)
                yield return $"Kernels.Sequences.AddLastStep({Time}.Layout, {View(x)}, {x.Channels}, ws.{last.Buffer}.View, {y.Channels});";
        }
    }

    private IEnumerable<string> AddedInputStatements()
    {
        if (!output.AddsInput)
            return [];
        SequencePlan y = output.Sequence, x = output.Input;
        IEnumerable<string> statements =
            WhereWanted(
                x,
                $"Kernels.Sequences.AddChannels({Time}.Layout, ws.{y.Gradient}.View, {y.Channels}, ws.{x.Gradient}.View, {x.Channels});");
        return y.Last is { Wanted: true } last
            ? [.. statements,
                .. WhereWanted(
                    x,
                    $"Kernels.Sequences.AddLastStepGradient({Time}.Layout, ws.{last.Gradient}.View, {y.Channels}, "
                        + $"ws.{x.Gradient}.View, {x.Channels});")]
            : statements;
    }

    private string AfterStep(RecurrentDirection d) => $"ws.{d.Hidden}.View.SubView({Time}.Batch * {d.Cell.StateStride})";
}
