using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Conv1d;

/// <summary>A convolution on a GPU: all windows side by side, then one product over the whole sequence.</summary>
internal sealed class IlgpuConv1d(Conv1dPlan layer) : IlgpuLayer
{
    private readonly SequencePlan _input = layer.Input, _output = layer.Output;

    private readonly Conv1dSpec _spec = layer.Spec;

    private string Layout => layer.Name + "Layout";

    private string Taps => layer.Name + "Taps";

    private string PackedWeights => layer.Name + "Weights";

    private string PackedBias => layer.Name + "Bias";

    private string Time => $"ws.{_output.Time}OnDevice";

    private string InputTime => $"ws.{_input.Time}OnDevice";

    private string OutputGradient => $"ws.{_output.Gradient}.View";

    public override IEnumerable<IlgpuBlock> Blocks =>
    [
        new(Taps, $"{layer.Weight.Comment} as [{_spec.Filters}, {_spec.Kernel}, {_input.Width}]."),
        new(PackedWeights, $"The taps below each other, [{layer.WindowStride}, {_output.Stride}]."),
        new(PackedBias, "Bias, padded; empty for none."),
    ];

    public override IEnumerable<string> Members =>
        [$"private static readonly GateWeightLayout {Layout} = new({_spec.Filters}, 1, {layer.WindowChannels}, [0]);"];

    public override IEnumerable<string> Pack
    {
        get
        {
            yield return $"Kernels.Convolutions.TapsFirst({View("Weights", layer.Weight)}, {_input.Width}, {_spec.Kernel}, {Taps});";
            yield return $"Kernels.Gates.PackPanels({Layout}, {Taps}.View, {PackedWeights});";
            if (layer.Bias is not null)
                yield return $"Kernels.Gates.PackBias({Layout}, {View("Weights", layer.Bias)}, {PackedBias}, add: false);";
        }
    }

    public override IEnumerable<string> Forward => [$"{layer.Name}Forward(ws);"];

    public override IEnumerable<string> Backward =>
        [.. _spec.Activation.IlgpuBackward(_output), .. layer.HasBackwardProduct ? new[] { $"{layer.Name}Backward(ws);" } : []];

    public override IEnumerable<string> ParameterGradients => [$"{layer.Name}Gradients(ws);"];

    public override IEnumerable<string> SaveState => Past(layer.Store, "Batch", (past, slot, store) =>
        $"Kernels.States.Save({_input.Time}OnDevice.Layout, GatheredStates, {past.Offset} + {slot} * {past.Size}, {past.Size}, {store}, "
            + $"{_input.Stride}, reverse: false);");

    public override IEnumerable<string> SaveStateGradient => Past(layer.StoreGradient, "Batch", (past, slot, store) =>
        $"Kernels.States.Save({_input.Time}OnDevice.Layout, GatheredStates, {past.Offset} + {slot} * {past.Size}, {past.Size}, {store}, "
            + $"{_input.Stride}, reverse: true);");

    public override void Emit(CodeWriter w)
    {
        EmitShape(w);
        w.Line();
        EmitForward(w);
        if (layer.HasBackwardProduct)
        {
            w.Line();
            EmitBackward(w);
        }

        w.Line();
        EmitGradients(w);
    }

    private void EmitShape(CodeWriter w)
    {
        w.Summary($"Windows of {_spec.Kernel} steps.");
        w.Line($$"""
            private static WindowShape {{layer.Name}}Shape(Workspace ws) => new()
            {
                Steps = {{Time}}.Steps, Batch = {{Time}}.Batch, Kernel = {{_spec.Kernel}}, StepsApart = {{_spec.Stride}},
                Inner = {{_input.Inner}}, Stride = {{_input.Stride}}, WindowStride = {{layer.WindowStride}},
            };
            """);
    }

    private void EmitForward(CodeWriter w)
    {
        string sum = $"{(layer.Bias is null ? "" : "b + ")}sum over k < {_spec.Kernel} of W[:, :, k] x_{{{layer.Step}}}";
        w.Summary($"y_t = {_spec.Activation.Around(sum)}: {layer.Weight.Comment}; 0 past a row's end.");
        using (w.Open($"private void {layer.Name}Forward(Workspace ws)"))
        {
            if (layer.Padded)
                EmitStore(w);
            w.Line($"""
                Kernels.Convolutions.Gather({layer.Name}Shape(ws), {Store}, ws.{layer.Window}.View);
                Kernels.Products.Multiply({Time}.Pairs, {layer.WindowStride}, {_output.Stride}, ws.{layer.Window}.View, {layer.WindowStride}, {PackedWeights}.View, {PackedBias}.View, ws.{_output.Buffer}.View, {_output.Stride});
                """);
            foreach (string statement in _spec.Activation.IlgpuForward(_output))
                w.Line(statement);
        }
    }

    private void EmitStore(CodeWriter w)
    {
        foreach (string statement in Past("ws." + layer.Store, $"{InputTime}.Batch", (past, slot, store) =>
            $"Kernels.States.Load({InputTime}.Layout, ws.InitialStates, {past.Offset} + {slot} * {past.Size}, {past.Size}, {store}, "
                + $"{_input.Stride}, reverse: false);"))
        {
            w.Line(statement);
        }

        if (layer.Past is null)
            w.Line($"ws.{layer.Store}.Clear();");
        w.Line($"Kernels.Sequences.Copy({View(_input)}, {AfterZeros($"ws.{layer.Store}.View")}, {InputTime}.Pairs * "
            + $"{_input.Stride}, add: false);");
    }

    private void EmitBackward(CodeWriter w)
    {
        string store = layer.Padded ? $"ws.{layer.StoreGradient}" : $"ws.{_input.Gradient}";
        w.Summary($"dx_{{{layer.Step}}} += da_t W[:, :, k].");
        using (w.Open($"private void {layer.Name}Backward(Workspace ws)"))
        {
            if (layer.Past is null && _input.GradientUse.Condition is { } condition)
                w.Line($"if (!({condition}))\n    return;");
            w.Line($"{store}.Clear();");
            foreach (string statement in Past(store, $"{InputTime}.Batch", (past, slot, from) =>
                $"Kernels.States.AddFinal({InputTime}.Layout, ws.FinalStateGradients, {past.Offset} + {slot} * {past.Size}, "
                    + $"{past.Size}, {from}, {_input.Stride});", shift: 1))
            {
                w.Line(statement);
            }

            w.Line($"""
                Kernels.Products.MultiplyTransposed({Time}.Pairs, {_output.Stride}, {layer.WindowStride}, {OutputGradient}, {_output.Stride}, {PackedWeights}.View, ws.{layer.Window}.View, {layer.WindowStride}, accumulate: false);
                Kernels.Convolutions.ScatterAdd({layer.Name}Shape(ws), ws.{layer.Window}.View, {store}.View, {InputTime}.Steps{(_spec.Zeros == 0 ? "" : $" + {_spec.Zeros}")});
                """);
            if (!layer.Padded)
                return;
            foreach (string statement in WhereWanted(
                _input,
                $"Kernels.Sequences.Copy({AfterZeros(store + ".View")}, ws.{_input.Gradient}.View, {InputTime}.Pairs * "
                    + $"{_input.Stride}, add: false);"))
                w.Line(statement);
            foreach (string statement in WhereWanted(
                _input, $"Kernels.Sequences.ClearEnded({InputTime}.Layout, ws.{_input.Gradient}.View, {_input.Stride}, 0);"))
                w.Line(statement);
        }
    }

    private void EmitGradients(CodeWriter w)
    {
        w.Summary($"dW[:, :, k] += sum over t of da_t^T x_{{{layer.Step}}}{(layer.Bias is null ? "" : ", db += da_t")}.");
        using (w.Open($"private void {layer.Name}Gradients(Workspace ws)"))
        {
            w.Line($"""
                ws.{layer.TapSums}.Clear();
                Kernels.Convolutions.Gather({layer.Name}Shape(ws), {Store}, ws.{layer.Window}.View); // the backward pass has put their gradient in their place
                Kernels.Gates.AddWeightGradient({Layout}, ws.{layer.TapSums}.View, {Time}.Pairs, ws.{layer.Window}.View, {OutputGradient});
                Kernels.Convolutions.AddTaps(ws.{layer.TapSums}.View, {_input.Width}, {_spec.Kernel}, {View("Gradients", layer.Weight)});
                """);
            if (layer.Bias is not null)
                w.Line($"Kernels.Gates.AddBiasGradient({Layout}, {View("Gradients", layer.Bias)}, {Time}.Pairs, {OutputGradient});");
        }
    }

    private string Store => layer.Padded ? $"ws.{layer.Store}.View" : View(_input);

    private string AfterZeros(string store) =>
        _spec.Left == 0 ? store : $"{store}.SubView({_spec.Left} * {InputTime}.Batch * {_input.Stride})";

    // One statement for each step of the past; the expression is a view of its slot and those after it.
    private IEnumerable<string> Past(
        string buffer, string batch, Func<StatePlan, string, string, string> statement, int shift = 0) => layer.Past is null ? [] :
    [
        $"for (int slot = 0; slot < {_spec.Left}; slot++)",
        "    "
            + statement(
                layer.Past, "slot", $"{buffer}.View.SubView({(shift == 0 ? "slot" : $"(slot + {shift})")} * {batch} * {_input.Stride})"),
    ];
}
