using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>One direction of a recurrent layer on a GPU: its weights, passes and kernels.</summary>
internal sealed class IlgpuDirection(RecurrentDirection d)
{
    private readonly RecurrentCell _cell = d.Cell;

    private readonly IlgpuCell _own = d.Cell.Ilgpu(d);

    private readonly IlgpuLoop _loop = IlgpuLoop.Of(d);

    private string InputLayout => d.Name + "InputLayout";

    private string RecurrentLayout => d.Name + "RecurrentLayout";

    private string BiasLayout => d.Name + "BiasLayout";

    /// <summary>How it is computed, and why.</summary>
    public string Plan => _loop.Plan;

    public IEnumerable<IlgpuBlock> Blocks =>
    [
        new(d.InputWeights, $"{_cell.InputWeight.Comment} as [x][panel][slot][8 units]."),
        new(d.Bias, "b_ih + b_hh in a row of gates."),
        .. _loop.Blocks,
        .. _own.Blocks,
        .. IlgpuProjectedHidden.Blocks(d),
    ];

    public IEnumerable<string> Members =>
    [
        Layout(InputLayout, _cell.InputWindow, d.Input.Channels),
        .. _cell.RecurrentWindow.Count == 0
            ? Array.Empty<string>()
            : [Layout(RecurrentLayout, _cell.RecurrentWindow, $"new Channels(1, {_cell.StateSize})")],
        .. _cell.RecurrentBias is null ? Array.Empty<string>() : [Layout(BiasLayout, _cell.RecurrentBiasWindow, "new Channels(1, 1)")],
        .. _own.Members,
        .. IlgpuProjectedHidden.Members(d),
    ];

    public IEnumerable<string> Pack =>
    [
        $"Kernels.Gates.PackPanels({InputLayout}, {IlgpuLayer.View("Weights", _cell.InputWeight)}, {d.InputWeights});",
        .. _loop.Pack,
        .. PackBias,
        .. _own.Pack,
        .. IlgpuProjectedHidden.Pack(d),
    ];

    // A pass that reads the bias unit by unit needs a row of it even where there is none.
    private IEnumerable<string> PackBias
    {
        get
        {
            if (_cell.InputBias is null)
            {
                yield return $"{d.Bias}.EnsureLength({_cell.GateStride}); // zeros: there is no bias";
                yield break;
            }

            yield return $"Kernels.Gates.PackBias({InputLayout}, {IlgpuLayer.View("Weights", _cell.InputBias)}, {d.Bias}, add: false);";
            if (_cell.RecurrentBias is not null)
                yield return $"Kernels.Gates.PackBias({BiasLayout}, "
                    + $"{IlgpuLayer.View("Weights", _cell.RecurrentBias)}, {d.Bias}, add: true);";
        }
    }

    public IEnumerable<string> SaveState => States(
        "Save", $"{d.Input.Time}OnDevice", "GatheredStates", "", d.Hidden, state => state.Buffer(d), d.Reverse);

    // The gradients that the first step leaves stand in a row each, as the last states of a reverse direction do.
    public IEnumerable<string> SaveStateGradient => States(
        "Save", $"{d.Input.Time}OnDevice", "GatheredStates", "", d.HiddenGradient, state => state.Gradient(d), reverse: true);

    public void EmitForward(CodeWriter w)
    {
        w.Summary($"{(d.Reverse ? "From the end to the start: " : "")}{_cell.WeightNames}.");
        using (w.Open($"private void {d.Name}Forward(Workspace ws)"))
        {
            EmitTime(w);
            using (w.Open("if (time.Ragged)"))
            {
                string shift = d.Reverse ? "0" : "1";
                w.Line($"Kernels.Sequences.ClearEnded(time.Layout, ws.{d.Hidden}.View, {_cell.StateStride}, {shift});");
                foreach (CellState state in d.CellStates)
                    w.Line($"Kernels.Sequences.ClearEnded(time.Layout, ws.{state.Buffer(d)}.View, {_cell.Stride}, {shift});");
                EmitClear(w, [.. _own.ClearedForward, .. IlgpuProjectedHidden.ClearedForward(d)]);
            }

            foreach (string statement in States("Load", "time", "ws.InitialStates", "ws.", d.Hidden, state => state.Buffer(d), d.Reverse))
                w.Line(statement);
            IlgpuRecurrentDropout.EmitDraw(w, d);
            IlgpuZoneout.EmitDraw(w, d);
            IlgpuInputDropout.EmitForward(w, d);
            if (_cell.StepInput is null)
                _own.EmitInput(w);
            _loop.EmitForward(w);
        }

        _loop.EmitForwardKernels(w);
    }

    public void EmitCells(CodeWriter w) => _loop.EmitCells(w);

    public void EmitBackward(CodeWriter w, RecurrentOutput output)
    {
        w.Summary($"Back through time{(d.Reverse ? ", from the start to the end" : "")}; then dx_t = da_t W_ih.");
        using (w.Open($"private void {d.Name}Backward(Workspace ws)"))
        {
            EmitTime(w);
            using (w.Open("if (time.Ragged)"))
                EmitClear(w, [(d.Gates, _cell.GateStride), .. _own.ClearedBackward, .. IlgpuProjectedHidden.ClearedBackward(d)]);
            foreach (string statement in States(
                "Load", "time", "ws.FinalStateGradients", "ws.", d.HiddenGradient, state => state.Gradient(d), reverse: false))
                w.Line(statement);
            if (output.Sequence.Last is { Wanted: true } last)
                w.Line($"Kernels.Sequences.AddLastGradient(global::LstmGen.Merge.{output.Spec.Merge}, time.Layout, "
                    + $"ws.{last.Gradient}.View, {last.Stride}, ws.{d.Layer}{(d.Reverse ? "" : "Reverse")}H.View, {_cell.StateStride}, "
                    + $"{Literal.Of(d.Reverse)}, ws.{d.HiddenGradient}.View);");
            _cell.StepInput?.Ilgpu.EmitBackwardHead(w);
            _loop.EmitBackward(w);
            _own.EmitBackwardEnd(w);
            if (_cell.StepInput is null)
                IlgpuInputDropout.EmitBackward(w, d);
        }

        _loop.EmitBackwardKernels(w);
    }

    public void EmitGradients(CodeWriter w)
    {
        w.Summary($"dW_ih += sum over t of da_t^T x_t, dW_hh += da_t^T h_{(d.Reverse ? "{t+1}" : "{t-1}")}, db += da_t.");
        using (w.Open($"private void {d.Name}Gradients(Workspace ws)"))
        {
            EmitTime(w);
            w.Line($"int pairs = time.Pairs;\nArrayView<float> da = ws.{d.Gates}.View, x = {IlgpuInputDropout.Read(d)};");
            _loop.EmitRead(w);
            w.Line($"Kernels.Gates.AddWeightGradient({InputLayout}, {IlgpuLayer.View("Gradients", _cell.InputWeight)}, pairs, x, "
                + $"ws.{_cell.InputGates(d)}.View);");
            _own.EmitRecurrentWeightGradient(w);
            if (_cell.InputBias is not null)
            {
                w.Line($"Kernels.Gates.AddBiasGradient({InputLayout}, {IlgpuLayer.View("Gradients", _cell.InputBias)}, pairs, da);");
                if (_cell.RecurrentBias is not null)
                    w.Line($"Kernels.Gates.AddBiasGradient({BiasLayout}, {IlgpuLayer.View("Gradients", _cell.RecurrentBias)}, pairs, da);");
            }

            IlgpuProjectedHidden.EmitGradient(w, d);
            _own.EmitExtraGradients(w);
        }
    }

    private void EmitTime(CodeWriter w) => w.Line($"DeviceTime time = ws.{d.Input.Time}OnDevice;");

    private static void EmitClear(CodeWriter w, IEnumerable<(string Buffer, int Stride)> buffers)
    {
        foreach ((string buffer, int stride) in buffers)
            w.Line($"Kernels.Sequences.ClearEnded(time.Layout, ws.{buffer}.View, {stride}, 0);");
    }

    private IEnumerable<string> States(
        string verb, string time, string states, string owner, string hidden, Func<CellState, string> buffer, bool reverse)
    {
        yield return $"Kernels.States.{verb}({time}.Layout, {states}, {d.HiddenOffset}, {_cell.StateSize}, {owner}{hidden}.View, "
            + $"{_cell.StateStride}, {Literal.Of(reverse)});";
        foreach (CellState state in d.CellStates)
            yield return $"Kernels.States.{verb}({time}.Layout, {states}, {state.Offset}, {_cell.Hidden}, {owner}{buffer(state)}.View, "
                + $"{_cell.Stride}, {Literal.Of(reverse)});";
    }

    private string Layout(string name, GateWindow window, string channels) =>
        $"private static readonly GateWeightLayout {name} = new({_cell.Hidden}, {_cell.Slots.Count}, {channels}, "
            + $"[{string.Join(", ", window.GatesBySlot(_cell.Slots.Count))}]);";
}
