using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.SequenceOutput;

/// <summary>The body's output as it is, on a GPU.</summary>
internal sealed class IlgpuSequenceOutput(SequenceOutputPlan head, float dropout, uint stream) : IlgpuLayer
{
    private string Head => $"ws.HeadsOnDevice[{head.Index}]";

    private string Time => $"ws.{head.Input.Time}OnDevice.Layout";

    private string Channels => $"new Channels(1, {head.Outputs})";

    public override IEnumerable<string> Forward =>
    [
        $"{Head}.Outputs.Clear();",
        $"Kernels.Sequences.AddChannels({Time}, {View(head.Input)}, {head.Input.Channels}, {Head}.Outputs.View, {Channels});",
        .. Masked($"{Head}.Outputs.View"),
    ];

    public override IEnumerable<string> Loss => [IlgpuScore.Call(head)];

    public override IEnumerable<string> Backward
    {
        get
        {
            string gradient = dropout > 0 ? $"ws.{head.Name}DroppedGradient.View" : $"{Head}.OutputGradients.View";
            if (dropout > 0)
                yield return $"Kernels.Sequences.Copy({Head}.OutputGradients.View, {gradient}, {Head}.Count * {Head}.Stride, add: false);";
            foreach (string statement in Masked(gradient).Concat(WhereWanted(
                head.Input,
                $"Kernels.Sequences.AddChannels({Time}, {gradient}, {Channels}, ws.{head.Input.Gradient}.View, {head.Input.Channels});")))
                yield return statement;
        }
    }

    public override void Emit(CodeWriter w) => IlgpuScore.Emit(w, head, new SequenceLoss(head.Outputs));

    private IEnumerable<string> Masked(string view) => dropout == 0 ? [] :
        [$"if (ws.Dropout)\n    Kernels.Masks.Apply(ws.Mask({Literal.Of(dropout)}, {stream}), {Time}, shared: false, "
            + $"{Head}.Stride, {view}, {view});"];
}
