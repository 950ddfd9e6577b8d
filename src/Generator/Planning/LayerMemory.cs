using LstmGen.Generator.Collections;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Planning;

/// <summary>Takes the buffers and the copies of weights that a layer asks for.</summary>
internal abstract class LayerMemory
{
    /// <summary>Takes a buffer.</summary>
    public abstract void Buffer(BufferPlan buffer);

    /// <summary>Takes a copy of weights.</summary>
    public abstract void Pack(PackedPlan packed);

    /// <summary>The steps of a time layout as they read in tables and comments.</summary>
    public abstract TimeLength Length(string time);

    /// <summary>C# expression for a property of the workspace.</summary>
    protected virtual string Flag(string property) => property;

    public void Buffer(string name, string length, string shape, string summary, bool trainingOnly = false) =>
        Buffer(new BufferPlan(name, length, shape, summary, trainingOnly));

    /// <summary>
    /// A buffer of some steps, [steps, B, stride], which keeps one step only where <paramref name="condition"/> does not hold; on devices
    /// it keeps all.
    /// </summary>
    public void Buffer(string name, string condition, string steps, string shape, Number stride, string summary, string time) =>
        Buffer(new BufferPlan(name, $"({Flag(condition)} ? {steps} : 1) * {time}.Batch * {stride}", shape, summary, false)
        {
            DeviceLength = $"({steps}) * {time}.Batch * {stride}",
        });

    /// <summary>
    /// A buffer [T, B, stride] of gates. Where one step's are kept only, the rows of each thread's part lie apart from the others.
    /// </summary>
    public void GateBuffer(string name, Number stride, string summary, string time) =>
        Buffer(new BufferPlan(
            name, $"({Flag("KeepsGates")} ? {time}.Steps : 1) * {time}.Batch * {stride} + {Flag("PartOffsets")}", $"[T, B, {stride}]",
            summary, false)
        {
            DeviceLength = $"{time}.Steps * {time}.Batch * {stride}",
        });

    /// <summary>A buffer [T (+ extra), B, stride].</summary>
    public void StepBuffer(
        string name, Number stride, string summary, bool trainingOnly = false, int extraSteps = 0, string time = TimePlan.Input)
    {
        string steps = extraSteps == 0 ? $"{time}.Steps" : $"({time}.Steps + {extraSteps})";
        string shape = extraSteps == 0 ? $"{Length(time)}" : $"{Length(time)} + {extraSteps}";
        Buffer(new BufferPlan(name, $"{steps} * {time}.Batch * {stride}", $"[{shape}, B, {stride}]", summary, trainingOnly)
        {
            Create = extraSteps == 0 ? Create("StepBuffer", time, stride, trainingOnly) : null,
        });
    }

    /// <summary>A buffer [B, stride].</summary>
    public void RowBuffer(string name, Number stride, string summary, bool trainingOnly = false, string time = TimePlan.Input) =>
        Buffer(new BufferPlan(name, $"{time}.Batch * {stride}", $"[B, {stride}]", summary, trainingOnly)
        {
            Create = Create("RowBuffer", time, stride, trainingOnly),
        });

    /// <summary>A buffer that holds the step at hand, [B, stride]; on a device all steps, [T, B, stride].</summary>
    public void PassingBuffer(string name, Number stride, string summary, bool trainingOnly = false, string time = TimePlan.Input) =>
        Buffer(new BufferPlan(name, $"{time}.Batch * {stride}", $"[B, {stride}]", summary, trainingOnly)
        {
            DeviceLength = $"{time}.Steps * {time}.Batch * {stride}", DeviceShape = $"[T, B, {stride}]",
        });

    /// <summary>A buffer [T, B, stride] that keeps only the step at hand where nothing is trained.</summary>
    public void KeptBuffer(string name, Number stride, string summary, string time = TimePlan.Input) =>
        Buffer(name, "Training", $"{time}.Steps", $"[{Length(time)}, B, {stride}]", stride, summary, time);

    /// <summary>
    /// A copy of parameters. Copies are filled in the order of these calls, those that inference reads before those for training.
    /// </summary>
    public void Pack(string name, string type, string create, string summary, bool trainingOnly, params string[] pack) =>
        Pack(new PackedPlan(name, type, create, summary, new EquatableArray<string>(pack), trainingOnly));

    /// <summary>Copies of <paramref name="weight"/>, and of what goes with it, that fill themselves.</summary>
    public void PackPart(ParameterPlan weight, string name, string type, string create, string summary)
    {
        weight.Quantizes = true;
        Pack(new PackedPlan(name, type, create, summary, EquatableArray<string>.Empty, TrainingOnly: false) { IsPart = true });
    }

    /// <summary>The copy of <paramref name="weight"/> that inference multiplies by.</summary>
    public void PackMatrix(ParameterPlan weight, string name, string create, string summary, params string[] pack) =>
        PackMatrix([weight], name, create, summary, pack);

    /// <summary>The copy of several weights below each other.</summary>
    public void PackMatrix(ParameterPlan[] weights, string name, string create, string summary, params string[] pack)
    {
        foreach (ParameterPlan weight in weights)
            weight.Quantizes = true;
        Pack(name, RuntimeNames.PackedMatrix, create, summary, false, pack);
    }

    /// <summary>A copy that only the gradient of <paramref name="input"/> needs; none where that is never wanted.</summary>
    public void PackForGradient(SequencePlan input, string name, string type, string create, string summary, string pack)
    {
        if (!input.GradientUse.IsNever)
            Pack(new PackedPlan(name, type, create, summary, new EquatableArray<string>([pack]), true, !input.GradientUse.IsAlways));
    }

    private static string Create(string method, string time, Number stride, bool trainingOnly) =>
        $"{method}({time}, {stride}{(trainingOnly ? ", training: true" : "")})";
}
