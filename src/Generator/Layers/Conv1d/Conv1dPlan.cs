using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Conv1d;

/// <summary>A window of steps, then one product; the way back adds windows up again.</summary>
internal sealed class Conv1dPlan(
    string name, TableRow row, Conv1dSpec spec, SequencePlan input, SequencePlan output, ParameterPlan weight, ParameterPlan? bias,
    StatePlan? past)
    : LayerPlan(name, row)
{
    public Conv1dSpec Spec { get; } = spec;

    public SequencePlan Input { get; } = input;

    public SequencePlan Output { get; } = output;

    public ParameterPlan Weight { get; } = weight;

    public ParameterPlan? Bias { get; } = bias;

    /// <summary>The inputs before the first step, where the layer can go on from a state.</summary>
    public StatePlan? Past { get; } = past;

    /// <summary>Whether x is copied between zeros or behind its past.</summary>
    public bool Padded => Spec.Zeros > 0;

    public string Store => Name + "Store";

    public string StoreGradient => Name + "StoreGradient";

    public string Window => Name + "Window";

    public string TapSums => Name + "TapSums";

    public int WindowInner => Spec.Kernel * Input.Inner;

    public int WindowStride => Layout.Pad(WindowInner);

    public string WindowChannels => Input.Groups == 1
        ? $"new Channels(1, {Spec.Kernel * Input.Size})"
        : $"new Channels({Spec.Kernel * Input.Groups}, {Input.Size})";

    /// <summary>Whether the gradient of the windows is ever wanted: for x, or for the past.</summary>
    public bool HasBackwardProduct => !Input.GradientUse.IsNever || Past is not null;

    public bool HasBackward => HasBackwardProduct || Spec.Activation != LayerActivation.None;

    public override IEnumerable<string> Forward => [$"{Name}Forward(ws, rowBegin, rowEnd);"];

    public override IEnumerable<string> Backward => HasBackward ? [$"{Name}Backward(ws, rowBegin, rowEnd);"] : [];

    public override IEnumerable<string> Gradients => [$"{Name}Gradients(ws, gradients, part, parts);"];

    // The state is what the next step sees of the past: slots length to length + kernel - 2, which Advance moves to the front.
    public override IEnumerable<string> SaveState => Past is null ? [] :
    [
        $"for (int slot = 0; slot < {Spec.Left}; slot++)",
        $"    RecurrentState.Save(this, {Input.Time}, destination, {Past.Offset} + slot * {Past.Size}, {Past.Size}, {Store}.Span[(slot * "
            + $"Batch * {Input.Stride})..], {Input.Stride}, history: !Continues, reverse: false);",
    ];

    public override IEnumerable<string> Advance => Past is null ? [] :
        [$"ws.{Store}.Span.Slice(batch * {Input.Stride}, batch * {Spec.Left * Input.Stride}).CopyTo(ws.{Store}.Span);"];

    public override IlgpuLayer Ilgpu => new IlgpuConv1d(this);

    public override void Emit(CodeWriter w)
    {
        Conv1dForward.Emit(w, this);
        if (HasBackward)
        {
            w.Line();
            Conv1dBackward.Emit(w, this);
        }

        w.Line();
        Conv1dGradients.Emit(w, this);
    }

    /// <summary>C# expression for the store of x, whose slot j * stride + k output j sees at tap k.</summary>
    public string StoreSpan(string batch) => Padded ? $"ws.{Store}.Span" : $"ws.{Input.Buffer}.Span{Skip(batch)}";

    public string Skip(string batch) => Input.Slot == 0 ? "" : $"[({batch} * {Input.Slot * Input.Stride})..]";

    /// <summary>x as its subscript reads, for comments.</summary>
    public string Step => (Spec.Stride == 1 ? "t" : $"{Spec.Stride} t") + (Spec.Left == 0 ? " + k" : $" + k - {Spec.Left}");
}
