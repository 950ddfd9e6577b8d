using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The equations of one kind of cell, for one layer and direction: its gates, parameters and the two passes over the
/// gates of a step. The loops over time around them are the same for all cells.
/// </summary>
internal abstract class RecurrentCell
{
    /// <summary>Units, H.</summary>
    public required int Hidden { get; init; }

    /// <summary>The gates in the order of PyTorch's weight rows, for example i f g o.</summary>
    public abstract IReadOnlyList<string> Gates { get; }

    /// <summary>W_ih [gates * H, inputs].</summary>
    public required ParameterPlan InputWeight { get; init; }

    /// <summary>W_hh [gates * H, H].</summary>
    public required ParameterPlan RecurrentWeight { get; init; }

    /// <summary>b_ih [gates * H], or null.</summary>
    public required ParameterPlan? InputBias { get; init; }

    /// <summary>b_hh [gates * H], or null.</summary>
    public required ParameterPlan? RecurrentBias { get; init; }

    /// <summary>Whether there is a cell state c beside h.</summary>
    public abstract bool HasCellState { get; }

    /// <summary>The equations of a step, one a line, as comments of the emitted code.</summary>
    public abstract IReadOnlyList<string> Equations { get; }

    /// <summary>The equations of a step's derivatives.</summary>
    public abstract IReadOnlyList<string> Derivatives { get; }

    public IEnumerable<ParameterPlan> Parameters =>
        new[] { InputWeight, RecurrentWeight, InputBias, RecurrentBias }.OfType<ParameterPlan>();

    /// <summary>Stored values of a row's units.</summary>
    public int Stride => Layout.Pad(Hidden);

    public int Panels => Layout.Panels(Hidden);

    /// <summary>Stored values of a row's gates: panels of [gate][8 units].</summary>
    public int GateStride => Stride * Gates.Count;

    /// <summary>Gate values of 8 units.</summary>
    public int PanelStride => Layout.Panel * Gates.Count;

    /// <summary>
    /// Writes the statements that turn the pre-activations of <c>V.Count</c> units into h (and c). In scope:
    /// <c>gate</c> (ref to the row's gates), <c>at</c> (index of the first gate), <c>unit</c>, and refs <c>hPrevious</c>,
    /// <c>hNext</c>, <c>cPrevious</c>, <c>cNext</c> of the row.
    /// </summary>
    public abstract void EmitForward(CodeWriter writer);

    /// <summary>
    /// Writes the statements that turn dh (and dc) of <c>V.Count</c> units into the gradients of the pre-activations,
    /// in place of the gates. In scope: as forward, and refs <c>dh</c>, <c>dc</c>.
    /// </summary>
    public abstract void EmitBackward(CodeWriter writer);

    /// <summary>The expression that loads gate number <paramref name="gate"/>.</summary>
    protected string LoadGate(int gate) => $"V.LoadPanels(ref gate, {Index(gate)}, {PanelStride})";

    /// <summary>The statement that stores gate number <paramref name="gate"/>.</summary>
    protected string StoreGate(int gate, string value) => $"V.StorePanels({value}, ref gate, {Index(gate)}, {PanelStride});";

    private static string Index(int gate) => gate == 0 ? "at" : $"at + {gate * Layout.Panel}";
}
