using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Skip;

/// <summary>A skip on a GPU.</summary>
internal sealed class IlgpuSkip(SkipPlan skip) : IlgpuLayer
{
    public override IEnumerable<string> Forward =>
        [$"Kernels.Skips.Forward({skip.Merge}, {Time(skip)}, {View(skip.Input)}, {skip.Input.Channels}, {View(skip.Source)}, "
            + $"{skip.Source.Channels}, ws.{skip.Output.Buffer}.View, {skip.Output.Stride});"];

    public override IEnumerable<string> Backward => WhereWanted(skip.Input, Gradient(skip, skip.Input, 0, skip.Source, add: false));

    /// <summary>The statement by which the gradient of one of the two follows from that of the outputs.</summary>
    public static string Gradient(SkipPlan skip, SequencePlan of, int at, SequencePlan other, bool add) =>
        $"Kernels.Skips.Backward({skip.Merge}, {Time(skip)}, ws.{skip.Output.Gradient}.View, {skip.Output.Stride}, {at}, {View(other)}, "
            + $"{other.Channels}, ws.{of.Gradient}.View, {of.Channels}, {Literal.Of(add)});";

    private static string Time(SkipPlan skip) => $"ws.{skip.Output.Time}OnDevice.Layout";
}
