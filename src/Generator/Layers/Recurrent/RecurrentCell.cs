using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The equations of one kind of cell, for one layer and direction: its gates, parameters and the two passes over the
/// gates of a step. The loops over time around them are the same for all cells.
/// </summary>
internal abstract class RecurrentCell
{
    /// <summary>Units, H.</summary>
    public required int Hidden { get; init; }

    /// <summary>The options that all cells share.</summary>
    public required RecurrentSpec Spec { get; init; }

    /// <summary>The gates in the order of PyTorch's weight rows, for example i f g o.</summary>
    public abstract IReadOnlyList<string> Gates { get; }

    /// <summary>What a unit stores per step, in order: the gates, unless the backward pass needs more.</summary>
    public virtual IReadOnlyList<string> Slots => Gates;

    /// <summary>The slots, and what emitted code calls them.</summary>
    public UnitSlots UnitSlots => field ??= new(Slots);

    /// <summary>The emitted passes, once they are written.</summary>
    public SharedFile? Shared { get; set; }

    /// <summary>All passes over the units of a step.</summary>
    public IEnumerable<UnitPass> Passes(RecurrentDirection d) =>
        [.. ForwardPasses(d), .. ProjectedHidden.ForwardPasses(d), .. ProjectedHidden.BackwardPasses(d), .. BackwardPasses(d)];

    /// <summary>Where W_ih x goes.</summary>
    public virtual GateWindow InputWindow => GateWindow.All(Gates.Count);

    /// <summary>Where W_hh h goes.</summary>
    public virtual GateWindow RecurrentWindow => GateWindow.All(Gates.Count);

    /// <summary>Where b_hh goes.</summary>
    public virtual GateWindow RecurrentBiasWindow => RecurrentWindow;

    /// <summary>W_ih [gates * H, inputs].</summary>
    public required ParameterPlan InputWeight { get; init; }

    /// <summary>W_hh [gates * H, width of h]; null where no gate reads h.</summary>
    public required ParameterPlan? RecurrentWeight { get; init; }

    /// <summary>Values of both weights.</summary>
    public long WeightLength => InputWeight.Length + RecurrentLength;

    /// <summary>Values of W_hh.</summary>
    public long RecurrentLength => RecurrentWeight?.Length ?? 0;

    /// <summary>Names of both weights, for comments.</summary>
    public string WeightNames => RecurrentWeight is null ? InputWeight.Name : $"{InputWeight.Name}, {RecurrentWeight.Name}";

    /// <summary>b_ih [gates * H], or null.</summary>
    public required ParameterPlan? InputBias { get; init; }

    /// <summary>b_hh [gates * H], or null.</summary>
    public required ParameterPlan? RecurrentBias { get; init; }

    /// <summary>W_hr [P, H], or null where h is what the cell computes.</summary>
    public ParameterPlan? Projection { get; init; }

    /// <summary>Parameters of this kind of cell only.</summary>
    public virtual IEnumerable<ParameterPlan> Extra => [];

    /// <summary>The states that are carried besides h, for example the LSTM's c.</summary>
    public abstract IReadOnlyList<string> States { get; }

    /// <summary>The part of the input that is computed step by step; null where the whole input is there before the first step.</summary>
    public IStepInput? StepInput { get; set; }

    /// <summary>Whether h_t depends on h_(t-1) other than through the recurrent product.</summary>
    public virtual bool HasDirectPath => false;

    /// <summary>Whether h can shrink from step to step while no other state does: then it is not let shrink below normal floats.</summary>
    public bool HiddenFades => States.Count == 0 || HasDirectPath;

    /// <summary>The equations of a step, one a line, as comments of the emitted code.</summary>
    public abstract IReadOnlyList<string> Equations { get; }

    /// <summary>The equations of a step's derivatives.</summary>
    public abstract IReadOnlyList<string> Derivatives { get; }

    public IEnumerable<ParameterPlan> Parameters =>
        new[] { InputWeight, RecurrentWeight, InputBias, RecurrentBias, Projection }.OfType<ParameterPlan>().Concat(Extra);

    /// <summary>Width of h.</summary>
    public int StateSize => Spec.StateSize;

    /// <summary>Stored values of a row of h.</summary>
    public int StateStride => Layout.Pad(StateSize);

    /// <summary>Stored values of a row's units.</summary>
    public int Stride => Layout.Pad(Hidden);

    public int Panels => Layout.Panels(Hidden);

    /// <summary>Stored values of a row's gates: panels of [slot][8 units].</summary>
    public int GateStride => Stride * Slots.Count;

    /// <summary>Gate values of 8 units.</summary>
    public int PanelStride => Layout.Panel * Slots.Count;

    /// <summary>Buffers of this kind of cell only.</summary>
    public virtual void AddBuffers(LayerMemory buffers, RecurrentDirection d)
    {
    }

    /// <summary>The packed copies of the parameters.</summary>
    public virtual void AddPacked(LayerMemory memory, RecurrentDirection d) => JointProduct.Pack(memory, d);

    /// <summary>Statements at the head of the forward method.</summary>
    public virtual void EmitForwardHead(CodeWriter w, RecurrentDirection d) => JointProduct.EmitHead(w, d);

    /// <summary>
    /// The packed weights, W_ih first, that <see cref="InputAhead"/> multiplies with; null where a step needs W_ih x on its own.
    /// </summary>
    public virtual string? WeightsAhead(RecurrentDirection d) => d.Weights;

    /// <summary>
    /// Statements that compute a step. In scope: <c>rows</c>, <c>xt</c>, <c>hPrevious</c>, <c>gate</c>, and <c>cPrevious</c>,
    /// <c>cNext</c> where there is a c, all from row <c>rowBegin</c> of the step.
    /// </summary>
    public virtual void EmitForwardStep(CodeWriter w, RecurrentDirection d) => JointProduct.EmitStep(w, d);

    /// <summary>The products that compute the pre-activations of <see cref="RecurrentStreamStep"/>.</summary>
    public virtual StreamStep RowProducts(RecurrentDirection d) => JointProduct.Row(d);

    /// <summary>What the forward pass over a step's units works on, besides what the frame adds.</summary>
    public virtual IEnumerable<CellOperand> ForwardOperands(RecurrentDirection d) => [];

    /// <summary>What the backward pass works on, besides what the frame adds.</summary>
    public virtual IEnumerable<CellOperand> BackwardOperands(RecurrentDirection d) => [];

    /// <summary>
    /// Statements that turn the pre-activations of <c>V.Count</c> units into the gates, stored in their place, and into <c>V h</c>.
    /// </summary>
    public abstract void EmitForward(CodeWriter writer);

    /// <summary>The same for a step whose gates nobody reads afterwards.</summary>
    public virtual void EmitRow(CodeWriter writer) => EmitForward(writer);

    /// <summary>
    /// The same as <see cref="EmitForward"/> in groups of statements, each for all units before the next; the last declares <c>V h</c>.
    /// </summary>
    public virtual IReadOnlyList<Action<CodeWriter>> ForwardLoops => [EmitForward];

    /// <summary>
    /// Statements that turn <c>V dhUnits</c> (and dc) of <c>V.Count</c> units into the gradients of the pre-activations, in
    /// place of the gates.
    /// </summary>
    public abstract void EmitBackward(CodeWriter writer, HiddenGradient hidden);

    /// <summary>
    /// Statements of a step of the backward pass, up to the product with W_hh. In scope: <c>rows</c>, <c>gate</c>,
    /// <c>hPrevious</c>, and <c>cPrevious</c>, <c>cNext</c>.
    /// </summary>
    public virtual void EmitBackwardStep(CodeWriter w, RecurrentDirection d) =>
        w.Line(CellPass.Call(d, $"{FirstPanel}, {EndPanel(d)}", RecurrentBackward.Pass(d)));

    /// <summary>Whether a step's backward pass reads <c>hRead</c>.</summary>
    public virtual bool ReadsDropped => false;

    /// <summary>Whether <see cref="EmitBackwardStep"/> leaves a share of the gradient of <c>hRead</c> to which the product adds.</summary>
    public virtual bool SharesReadGradient => false;

    /// <summary>Statements before the backward loop.</summary>
    public virtual void EmitBackwardHead(CodeWriter w, RecurrentDirection d)
    {
    }

    /// <summary>Statements that carry the gates' gradient to what the recurrent product read.</summary>
    public virtual void EmitRecurrentBackward(CodeWriter w, RecurrentDirection d, bool accumulate) =>
        RecurrentBackward.EmitProduct(w, d, x => x.RecurrentTransposed, accumulate);

    /// <summary>The passes that <see cref="EmitForwardStep"/> calls.</summary>
    public virtual IEnumerable<UnitPass> ForwardPasses(RecurrentDirection d) => [RecurrentForward.Pass(d)];

    /// <summary>The passes that <see cref="EmitBackwardStep"/> calls.</summary>
    public virtual IEnumerable<UnitPass> BackwardPasses(RecurrentDirection d) => [RecurrentBackward.Pass(d)];

    /// <summary>Buffer of the gradient that W_ih x receives, [T, B, gates].</summary>
    public virtual string InputGates(RecurrentDirection d) => d.Gates;

    /// <summary>Buffer of the gradient that W_hh h receives, [T, B, gates].</summary>
    public virtual string RecurrentGates(RecurrentDirection d) => d.Gates;

    /// <summary>Whether both weights and both biases have the same gate gradients, in the same slots.</summary>
    public virtual bool SharesGradients(RecurrentDirection d) =>
        InputWindow == RecurrentWindow && InputWindow == RecurrentBiasWindow && InputGates(d) == RecurrentGates(d);

    /// <summary>Whether they have the same gate gradients but for one slot each: <c>WeightGradient.AccumulateOverlapping</c>.</summary>
    public bool OverlapsGradients(RecurrentDirection d) =>
        RecurrentWindow.Count == 3 && InputWindow.Follows(RecurrentWindow) && RecurrentBiasWindow == RecurrentWindow
            && InputGates(d) == RecurrentGates(d);

    /// <summary>
    /// Statements that add the gradients of <see cref="RecurrentWeight"/>, and of <paramref name="bias"/> where its slots are those of
    /// <see cref="RecurrentWindow"/>; in scope: as in <see cref="RecurrentGradients"/>.
    /// </summary>
    public virtual void EmitRecurrentWeightGradient(
        CodeWriter w, RecurrentDirection d, string bias) => RecurrentGradients.EmitWeight(
        w, d, RecurrentPlaces.RecurrentWeight(d, "gradients"), RecurrentWindow, $"{d.Ws(RecurrentGates)}.Span", "hRead", d.StateStride,
        $"new Channels(1, {d.StateSize})", RecurrentGradients.RecurrentShare(this, d.InputWidth), bias);

    /// <summary>
    /// Why a GPU computes it step by step: null where a step is one product with h and one pass over the units, in which no
    /// unit needs another's gates, so that a kernel over time can hold the pass.
    /// </summary>
    public virtual string? StepReason => Projection is null ? null : "h is a product of what the cell computes";

    /// <summary>
    /// Whether threads may share the units of a step, where they do not share rows: a unit needs what others computed a step before only. A
    /// layer must be wide enough for two shares; a narrow one has them in the forward pass alone.
    /// </summary>
    public bool SharesUnits =>
        SharesWideUnits
            || (MaySplit && Panels >= 8 && InputWindow.Count > 1 && RecurrentWindow.Count > 1 && !Spec.Bidirectional && !InWave);

    /// <summary>Whether they may in a stream, in a stack and in both directions too: a narrow layer is computed otherwise there.</summary>
    public bool SharesWideUnits => MaySplit && Panels >= 16;

    private bool MaySplit =>
        StepReason is null && RecurrentWeight is not null && StepInput is null
            && Spec is { InputDropout: 0, RecurrentDropout: 0, Zoneout: 0 };

    /// <summary>Whether the layer belongs to the model's wavefront.</summary>
    public bool InWave { get; set; }

    /// <summary>First panel of a step, for the thread at work.</summary>
    public string FirstPanel => SharesUnits ? "firstPanel" : "0";

    /// <summary>Panel after the last of a step, for the thread at work.</summary>
    public string EndPanel(RecurrentDirection d) => SharesUnits ? "endPanel" : d.Panels.Text;

    /// <summary>Writes the loop over ranges of panels [panel, panelEnd) of a step, or their declaration where there is one panel.</summary>
    public void EmitPanelLoop(CodeWriter w, RecurrentDirection d, string weights, Action body)
    {
        if (Panels == 1 && d.Scope is null)
        {
            w.Line("const int panel = 0, panelEnd = 1;");
            body();
            return;
        }

        w.Line($"int step = PanelGemm.PanelStep({weights}, rows);");
        using (w.Open($"for (int panel = {FirstPanel}; panel < {EndPanel(d)}; panel += step)"))
        {
            w.Line($"int panelEnd = Math.Min(panel + step, {EndPanel(d)});");
            body();
        }
    }

    /// <summary>What is its own on a GPU.</summary>
    public virtual IlgpuCell Ilgpu(RecurrentDirection d) => new(d);

    /// <summary>Statements that add the gradients of <see cref="Extra"/>.</summary>
    public virtual void EmitExtraGradients(CodeWriter w, RecurrentDirection d)
    {
    }

    /// <summary>The expression that loads slot number <paramref name="slot"/>.</summary>
    protected string LoadGate(int slot) => $"V.LoadPanels(ref gate, {Index(slot)}, {PanelStride})";

    /// <summary>The statement that stores slot number <paramref name="slot"/>.</summary>
    protected string StoreGate(int slot, string value) => $"V.StorePanels({value}, ref gate, {Index(slot)}, {PanelStride});";

    /// <summary>The expression 1 - x^2, rounded once: what is left where a tanh is saturated must not be lost.</summary>
    protected static string OneMinusSquare(string x) => $"V.MultiplyAdd(-{x}, {x}, V.One)";

    /// <summary>Where slot number <paramref name="slot"/> of the unit lies in a row of gates.</summary>
    protected string Index(int slot) => UnitSlots.Place(slot);
}
