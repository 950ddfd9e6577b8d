using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>One direction of one recurrent layer: where its buffers and states lie.</summary>
/// <param name="Layer"><c>Lstm0</c>.</param>
/// <param name="Reverse">Whether it runs from the end to the start.</param>
/// <param name="Cell">Its equations and parameters.</param>
/// <param name="Input">What it reads.</param>
/// <param name="Output">The layer's output, both directions.</param>
/// <param name="HiddenOffset">Values per row before its h in a state.</param>
/// <param name="StateOffsets">Values per row before each of its other states.</param>
/// <param name="Stream">First of the <see cref="Streams"/> random streams of its masks.</param>
internal sealed partial record RecurrentDirection(
    string Layer, bool Reverse, RecurrentCell Cell, SequencePlan Input, SequencePlan Output, int HiddenOffset,
    IReadOnlyList<int> StateOffsets, uint Stream)
{
    /// <summary>Random streams of a direction: masks of x, of h, zoneout of h, zoneout of c.</summary>
    public const int Streams = 4;

    /// <summary><c>Lstm0</c>, or <c>Lstm0Reverse</c>.</summary>
    public string Name => Reverse ? Layer + "Reverse" : Layer;

    public RecurrentSpec Spec => Cell.Spec;

    public string Hidden => Name + "H";

    public string CellState => Name + "C";

    /// <summary>The states that the cell carries besides h.</summary>
    public IEnumerable<CellState> CellStates => Cell.States.Select((state, index) => new CellState(state, StateOffsets[index]));

    public string Gates => Name + "Gates";

    public string Weights => Name + "Weights";

    public string InputWeights => Name + "InputWeights";

    public string Bias => Name + "Bias";

    public string RecurrentTransposed => Name + "RecurrentTransposed";

    public string InputTransposed => Name + "InputTransposed";

    public string HiddenGradient => Name + "HiddenGradient";

    /// <summary>The other direction's h.</summary>
    public string OtherHidden => $"{Layer}{(Reverse ? "" : "Reverse")}H";

    /// <summary>The local that the recurrent product reads: h, or what dropout left of it.</summary>
    public RowsAt Read =>
        Spec.RecurrentDropout > 0 ? new("hRead", RecurrentDropout.Dropped(this), "t") : new("hPrevious", Hidden, PreviousSlot);

    /// <summary>The local that the gradient of <see cref="Read"/> goes to.</summary>
    public RowsAt ReadGradient =>
        Spec.RecurrentDropout > 0 ? new("dhRead", RecurrentDropout.Gradient(this)) : new("dhCarry", HiddenGradient);

    /// <summary>Equations as comments of what this direction runs: in reverse the step before t is t + 1.</summary>
    public string Written(IEnumerable<string> equations)
    {
        if (RunsBothWays)
            return WrittenForBoth(equations);
        string text = string.Join("\n", equations);
        return Reverse ? text.Replace("{t-1}", "{t+1}") : text;
    }

    /// <summary>Equations as comments of a pass that both directions run.</summary>
    public static string WrittenForBoth(IEnumerable<string> equations)
    {
        string text = string.Join("\n", equations);
        return text.Contains("{t-1}") ? text + "\nin a reverse direction t-1 reads t+1" : text;
    }

    /// <summary>The slot before a step, as a factor.</summary>
    public string PreviousSlot => RunsBothWays ? "previous" : Reverse ? "(t + 1)" : "t";

    /// <summary>The slot after a step, as a factor.</summary>
    public string NextSlot => RunsBothWays ? "next" : Reverse ? "t" : "(t + 1)";

    /// <summary>A span expression over a per-step workspace buffer, from row <c>rowBegin</c> of step t.</summary>
    public RowsAt AtStep(Func<RecurrentDirection, string> buffer, Number stride) =>
        new($"{Ws(buffer)}.Span.Slice((t * batch + rowBegin) * {stride})", buffer(this), "t");

    /// <summary>As <see cref="AtStep"/>, of a buffer that keeps its steps only for training.</summary>
    public RowsAt AtKeptStep(Func<RecurrentDirection, string> buffer, Number stride) =>
        new($"{Ws(buffer)}.Span.Slice((t * kept + rowBegin) * {stride})", buffer(this), "t");

    /// <summary>A span expression over a buffer of the step at hand, which on a device has all steps, from row <c>rowBegin</c>.</summary>
    public RowsAt AtPassing(Func<RecurrentDirection, string> buffer, Number stride) => AtRows(buffer, stride) with { Slot = "t" };

    /// <summary>A span expression over a workspace buffer without steps, from row <c>rowBegin</c>.</summary>
    public RowsAt AtRows(Func<RecurrentDirection, string> buffer, Number stride) =>
        new($"{Ws(buffer)}.Span.Slice(rowBegin * {stride})", buffer(this));
}
