using System.Globalization;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

// What emitted passes write for what a direction has: the value itself in a model's own passes, a member in a class that layers of all
// sizes share.
internal sealed partial record RecurrentDirection
{
    /// <summary>The class of passes that is being written, where layers share it; else null.</summary>
    public LayerScope? Scope { get; init; }

    /// <summary>Whether the passes of this direction are such a class; the workspace has an object of it, named as the direction.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the text is that of both directions, which differ by a member.</summary>
    public bool RunsBothWays { get; init; }

    /// <summary>Whether steps run from the end to the start, as an expression.</summary>
    public string IsReverse => RunsBothWays ? Give("Reverse", "bool", x => Literal.Of(x.Reverse)) : Literal.Of(Reverse);

    /// <summary>Units.</summary>
    public Number Units => Size("Units", x => x.Cell.Hidden);

    /// <summary>Stored values of a row's units.</summary>
    public Number Stride => Computed("Stride", Cell.Stride, $"({Units} + 7) & -8");

    /// <summary>Width of h.</summary>
    public Number StateSize => Cell.Projection is null ? Units : Size("StateSize", x => x.Cell.StateSize);

    /// <summary>Stored values of a row of h.</summary>
    public Number StateStride => Cell.Projection is null ? Stride : Computed("StateStride", Cell.StateStride, $"({StateSize} + 7) & -8");

    /// <summary>Panels of h.</summary>
    public Number StatePanels =>
        Computed("StatePanels", Cell.StateStride / Planning.Layout.Panel, $"{StateStride} / {Planning.Layout.Panel}");

    /// <summary>Stored values of a row's gates.</summary>
    public Number GateStride => Cell.Slots.Count == 1 ? Stride : Computed("GateStride", Cell.GateStride, $"{Stride} * {Cell.Slots.Count}");

    /// <summary>Panels of units.</summary>
    public Number Panels => Computed("Panels", Cell.Panels, $"{Stride} / {Planning.Layout.Panel}");

    /// <summary>Values of W_hh.</summary>
    public string RecurrentLength => Cell.RecurrentWeight is null
        ? "0"
        : Computed("RecurrentLength", Cell.RecurrentLength, $"{Cell.RecurrentWeight.Shape[0] / Cell.Hidden}L * {Units} * {StateSize}");

    /// <summary>Values of W_ih.</summary>
    public string InputLength =>
        Computed("InputLength", Cell.InputWeight.Length, $"{Cell.InputWeight.Shape[0] / Cell.Hidden}L * {Units} * {InputWidth}");

    /// <summary>Values of both weights.</summary>
    public string WeightLength => Scope is null
        ? Cell.WeightLength.ToString(CultureInfo.InvariantCulture)
        : Cell.RecurrentWeight is null ? InputLength : $"{InputLength} + {RecurrentLength}";

    /// <summary>Channels of the input.</summary>
    public Number InputWidth => Size("InputWidth", x => x.Input.Width);

    /// <summary>Channels of the input and of h together.</summary>
    public string WidthOfBoth => Scope is null ? $"{Input.Width + Cell.StateSize}" : $"{InputWidth} + {StateSize}";

    /// <summary>Inner dimension of the product with the input.</summary>
    public Number InputInner => Size("InputInner", x => x.Input.Inner);

    /// <summary>Stored values of a row of the input.</summary>
    public Number InputStride => Size("InputStride", x => x.Input.Stride);

    /// <summary>The layout of the input's channels.</summary>
    public string InputChannels => Give("InputChannels", "Channels", x => x.Input.Channels);

    /// <summary>A span expression over the input of all steps.</summary>
    public string InputRows
    {
        get
        {
            string x = WsOf("X", x => x.Input.Buffer) + ".Span";
            if (Scope is not null)
                return $"{x}[({Time}.Batch * {Size("InputSlot", x => x.Input.Slot)} * {InputStride})..]";
            return Input.Slot == 0 ? x : $"{x}[({Time}.Batch * {Input.Slot * Input.Stride})..]";
        }
    }

    /// <summary>The buffer of the input's gradient.</summary>
    public string InputGradientBuffer => WsOf("XGradient", x => x.Input.Gradient);

    /// <summary>The layout of the steps.</summary>
    public string Time => Scope is null ? "ws." + Input.Time : TimeName;

    /// <summary>The same as members of the workspace name it.</summary>
    public string TimeName => Give("Time", "TimeLayout", x => x.Input.Time);

    /// <summary>Stored values of a row of the layer's output.</summary>
    public Number OutputStride => Size("OutputStride", x => x.Output.Stride);

    /// <summary>Stored values of the state that Last pooling reads.</summary>
    public Number LastStride(LastState last) => Size("LastStride", _ => last.Stride);

    /// <summary>First stored channel of this direction in the output.</summary>
    public int OutputChannel => Reverse && Spec.Merge == MergeKind.Concatenate ? Cell.StateStride : 0;

    /// <summary>What stands behind a span of the output's rows so that it begins at this direction's channels.</summary>
    public string FromChannel
    {
        get
        {
            if (Scope is not null)
                return Spec.Concatenates ? $"[{Size("OutputChannel", x => x.OutputChannel)}..]" : "";
            return OutputChannel == 0 ? "" : $"[{OutputChannel}..]";
        }
    }

    /// <summary>Values per row before h in a block of states.</summary>
    public string OffsetOfHidden => Size("HiddenOffset", x => x.HiddenOffset).Text;

    /// <summary>Values per row before a state in a block of states.</summary>
    public string OffsetOf(CellState state) => Size(
        state.Buffer(this).Substring(Name.Length) + "Offset", x => x.CellStates.Single(one => one.Name == state.Name).Offset).Text;

    /// <summary>The number of a random stream of the direction's masks.</summary>
    public string StreamAt(uint index) => Scope is null
        ? $"{Stream + index}u"
        : Scope.Give("FirstStream", "uint", x => $"{x.Stream}u") + (index == 0 ? "" : $" + {index}");

    /// <summary>C# expression for a buffer of the workspace whose name begins with the direction's.</summary>
    public string Ws(Func<RecurrentDirection, string> buffer) =>
        WsOf(Scope is null ? "" : buffer(this).Substring(Name.Length), buffer);

    /// <summary>C# expression for a buffer of the workspace.</summary>
    /// <param name="name">What a shared class calls it.</param>
    /// <param name="buffer">Its name in the workspace.</param>
    public string WsOf(string name, Func<RecurrentDirection, string> buffer) =>
        Scope is null ? "ws." + buffer(this) : Scope.Give(name, RuntimeNames.AlignedBuffer, buffer);

    /// <summary>A span expression over a state [T + 1, B, stride] as it is before each step, [T, B, stride].</summary>
    public string BeforeEachStep(Func<RecurrentDirection, string> buffer, Number stride) => AtSlots(buffer, stride, skipsFirst: Reverse);

    /// <summary>The same after each step.</summary>
    public string AfterEachStep(Func<RecurrentDirection, string> buffer, Number stride) => AtSlots(buffer, stride, skipsFirst: !Reverse);

    private string AtSlots(Func<RecurrentDirection, string> buffer, Number stride, bool skipsFirst)
    {
        string span = Ws(buffer) + ".Span";
        string first = $"{Time}.Batch * {stride}";
        if (RunsBothWays)
            return skipsFirst ? $"{span}[({IsReverse} ? 0 : {first})..]" : $"{span}[({IsReverse} ? {first} : 0)..]";
        return skipsFirst ? $"{span}[({first})..]" : span;
    }

    /// <summary>
    /// The name of a buffer or a copy of weights where what has it is written: in a shared class without the direction's.
    /// </summary>
    public string Own(string name) => Scope is null ? name : name.Substring(Name.Length);

    /// <summary>C# expression for a buffer of the workspace, as passes outside the layer's own name it.</summary>
    public string FromOutside(Func<RecurrentDirection, string> buffer) =>
        Scope is null && IsShared ? $"ws.{Name}.{buffer(this).Substring(Name.Length)}" : Ws(buffer);

    /// <summary>C# expression for a packed copy of weights.</summary>
    public string Packed(Func<RecurrentDirection, string> name) =>
        Scope is null
            ? $"ws.Packed.{(IsShared ? $"{Name}.{name(this).Substring(Name.Length)}" : name(this))}"
            : $"{LayerScope.Packed}.{Own(name(this))}";

    /// <summary>A span expression over the place of a parameter in a block; <c>default</c> for none.</summary>
    /// <param name="name">What a shared class calls the place.</param>
    /// <param name="block">The block, a span.</param>
    /// <param name="parameter">The parameter.</param>
    public string Slice(string name, string block, Func<RecurrentDirection, ParameterPlan?> parameter)
    {
        if (parameter(this) is not { } own)
            return "default";
        return Slice(name, block, own.Slice(block), x => (parameter(x)!.Offset, parameter(x)!.Length));
    }

    /// <summary>The same of a place that is not all of a parameter.</summary>
    public string Slice(string name, string block, string slice, Func<RecurrentDirection, (long Offset, long Length)> place) =>
        Scope is null ? slice : $"{Give(name, "ParameterPlace", x => $"new({place(x).Offset}, {place(x).Length})")}.In({block})";

    /// <summary>The name of a phase's constant.</summary>
    public string Phase(string pass) => Scope is null ? $"Phase{Name}{pass}" : $"Phase{pass}";

    /// <summary>The workspace, where a method of a shared class is not given it.</summary>
    public string Workspace => Scope is null ? "ws" : Scope.Give("Workspace", LayerScope.WorkspaceType, _ => "this");

    /// <summary>What runs the direction's phases.</summary>
    public string Work => Scope is null ? "ws" : "this";

    /// <summary>The head of a method up to its first parameter.</summary>
    /// <param name="pass">The method.</param>
    /// <param name="vectors">Whether it is generic in the width of vectors.</param>
    /// <param name="overrides">Whether in a bidirectional layer it is one of the runtime's <c>EmittedDirection</c>.</param>
    public string Signature(string pass, bool vectors = false, bool overrides = false) => Scope is null
        ? $"private static void {Name}{pass}{(vectors ? "<V>" : "")}(Workspace ws"
        : $"{(overrides && Spec.Bidirectional ? "public override" : "internal")} void {pass}{(vectors ? "<V>" : "")}(ModelWorkspace ws";

    /// <summary>A statement that calls such a method, whose arguments after <c>ws</c> are given.</summary>
    public string Call(string pass, string arguments, bool vectors = false)
    {
        string method = Scope is not null ? pass : IsShared ? $"ws.{Name}.{pass}" : Name + pass;
        return $"{method}{(vectors ? "<V>" : "")}(ws, {arguments});";
    }

    private string Give(string name, string type, Func<RecurrentDirection, string> value) =>
        Scope is null ? value(this) : Scope.Give(name, type, value);

    private Number Size(string name, Func<RecurrentDirection, int> value) => Scope is null
        ? value(this)
        : new Number(value(this), Scope.Give(name, "int", x => value(x).ToString(CultureInfo.InvariantCulture)));

    private Number Computed(string name, int value, string formula) =>
        Scope is null ? value : new Number(value, Scope.Compute(name, "int", formula));

    private string Computed(string name, long value, string formula) =>
        Scope is null ? value.ToString(CultureInfo.InvariantCulture) : Scope.Compute(name, "long", formula);
}
