using LstmGen.Generator.Layers.Recurrent;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Lstm;

/// <summary>
/// The layer-normalised LSTM on a GPU: x's product and its normalisation for all steps at once, h's and c's in each step.
/// </summary>
internal sealed class IlgpuNormalizedLstm(
    RecurrentDirection direction, LstmSpec spec, PeepholeWeights? peepholes, NormalizationWeights norm)
    : IlgpuLstm(direction, spec, peepholes)
{
    private string Name => Direction.Name;

    private string GatePlaces => Name + "GatePlaces";

    private string CellPlaces => Name + "CellPlaces";

    private string GainLayout => Name + "GainLayout";

    private string ShiftLayout => Name + "ShiftLayout";

    public override IEnumerable<IlgpuBlock> Blocks =>
    [
        .. base.Blocks,
        new(Name + "InputGain", "Gain of W_ih x in a row of gates."), new(Name + "RecurrentGain", "Gain of W_hh h in a row of gates."),
        new(Name + "CellGain", "Gain of c, padded."), new(Name + "CellShift", "Shift of c, padded."),
    ];

    public override IEnumerable<string> Members
    {
        get
        {
            string gates = string.Join(", ", Enumerable.Range(0, Cell.Gates.Count));
            yield return $"private static readonly RowPlaces {GatePlaces} = new({Cell.Hidden}, {Cell.Gates.Count}), "
                + $"{CellPlaces} = new({Cell.Hidden}, 1);";
            yield return $"private static readonly GateWeightLayout {GainLayout} = new({Cell.Hidden}, {Cell.Gates.Count}, new "
                + $"Channels(1, 1), [{gates}]), {ShiftLayout} = new({Cell.Hidden}, 1, new Channels(1, 1), [0]);";
        }
    }

    public override IEnumerable<string> Pack =>
    [
        .. base.Pack,
        $"Kernels.Gates.PackBias({GainLayout}, {IlgpuLayer.View("Weights", norm.Input)}, {Name}InputGain, add: false);",
        $"Kernels.Gates.PackBias({GainLayout}, {IlgpuLayer.View("Weights", norm.Recurrent)}, {Name}RecurrentGain, add: false);",
        PackVector("CellGain", norm.Cell),
        PackVector("CellShift", norm.CellShift),
    ];

    public override IEnumerable<(string Buffer, int Stride)> ClearedForward =>
        [.. base.ClearedForward, (Name + "RecurrentNormal", Cell.GateStride), (Name + "CellNormal", Cell.Stride)];

    public override IEnumerable<(string Buffer, int Stride)> ClearedBackward =>
        [(Cell.RecurrentGates(Direction), Cell.GateStride), (Name + "CellNormalGradient", Cell.Stride)];

    public override void EmitInput(CodeWriter w) => w.Line($"""
        Kernels.Products.Multiply(time.Pairs, {Direction.Input.Stride}, {Cell.GateStride}, x, {Direction.Input.Stride}, {Direction.InputWeights}.View, ArrayView<float>.Empty, ws.{Name}InputNormal.View, {Cell.GateStride}); // x_t W_ih^T
        Kernels.Normalizations.Forward(time.Pairs, ws.{Name}InputNormal.View, {GatePlaces}, ws.{Name}InputNormal.View, {GatePlaces}, RowNormalization.Epsilon, ws.{Name}InputScale.View);
        """);

    public override void EmitForwardStep(CodeWriter w, IlgpuStep step)
    {
        UnitPass[] passes = [.. Cell.ForwardPasses(Direction)];
        string recurrent = At("RecurrentNormal", Cell.GateStride);
        string cell = Options.KeepsNewCell
            ? At("CellNew", Cell.Stride)
            : IlgpuStep.View(new("", Direction.CellState, Direction.NextSlot), Cell.Stride);
        EmitProduct(w, Recurrent, Direction.Read, Name + "RecurrentNormal", accumulate: false);
        w.Line($"Kernels.Normalizations.Forward(rows, {recurrent}, {GatePlaces}, {recurrent}, {GatePlaces}, RowNormalization.Epsilon, "
            + $"{At("RecurrentScale", 1)});");
        step.Launch(w, passes[0]);
        w.Line($"Kernels.Normalizations.Forward(rows, {cell}, {CellPlaces}, {At("CellNormal", Cell.Stride)}, {CellPlaces}, "
            + $"RowNormalization.Epsilon, {At("CellScale", 1)});");
        step.Launch(w, passes[1]);
    }

    public override void EmitBackwardStep(CodeWriter w, IlgpuStep step)
    {
        UnitPass[] passes = [.. Cell.BackwardPasses(Direction)];
        step.Launch(w, passes[0]);
        w.Line($"Kernels.Normalizations.Backward(rows, {At("CellNormalGradient", Cell.Stride)}, {IlgpuLayer.View("Weights", norm.Cell)}, "
            + $"{At("CellNormal", Cell.Stride)}, {CellPlaces}, {At("CellScale", 1)}, ws.{Name}CellShare.View, {CellPlaces});");
        step.Launch(w, passes[1]);
        w.Line($"Kernels.Normalizations.Backward(rows, {IlgpuStep.View(new("", Direction.Gates, "t"), Cell.GateStride)}, "
            + $"{IlgpuLayer.View("Weights", norm.Recurrent)}, {At("RecurrentNormal", Cell.GateStride)}, {GatePlaces}, "
            + $"{At("RecurrentScale", 1)}, "
            + $"{IlgpuStep.View(new("", Cell.RecurrentGates(Direction), "t"), Cell.GateStride)}, {GatePlaces});");
    }

    public override void EmitBackwardEnd(CodeWriter w) => w.Line(
        $"Kernels.Normalizations.Backward(time.Pairs, ws.{Direction.Gates}.View, {IlgpuLayer.View("Weights", norm.Input)}, "
            + $"ws.{Name}InputNormal.View, {GatePlaces}, ws.{Name}InputScale.View, ws.{Cell.InputGates(Direction)}.View, {GatePlaces});");

    public override void EmitExtraGradients(CodeWriter w)
    {
        base.EmitExtraGradients(w);
        for (int gate = 0; gate < Cell.Gates.Count; gate++)
        {
            string column = $"new GateColumn({Cell.Hidden}, {Cell.Gates.Count}, {gate})";
            foreach (var (gain, normal) in new[] { (norm.Input, "InputNormal"), (norm.Recurrent, "RecurrentNormal") })
                w.Line($"Kernels.Gates.AddUnitProducts(Gradients.SubView({gain.Offset + gate * Cell.Hidden}, {Cell.Hidden}), pairs, da, "
                    + $"{column}, ws.{Name}{normal}.View, {column});");
        }

        string unit = $"new GateColumn({Cell.Hidden}, 1, 0)";
        w.Line($"""
            Kernels.Gates.AddUnitProducts({IlgpuLayer.View("Gradients", norm.Cell)}, pairs, ws.{Name}CellNormalGradient.View, {unit}, ws.{Name}CellNormal.View, {unit});
            Kernels.Gates.AddBiasGradient({ShiftLayout}, {IlgpuLayer.View("Gradients", norm.CellShift)}, pairs, ws.{Name}CellNormalGradient.View);
            """);
    }

    private string At(string buffer, int stride) => IlgpuStep.View(new("", Name + buffer, "t"), stride);
}
