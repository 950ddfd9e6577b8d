using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Planning;

/// <summary>A model laid out: everything the emitters need, with every shape and offset decided.</summary>
internal sealed class ModelPlan
{
    public required ModelSpec Spec { get; init; }

    /// <summary>Real values per step, or 0.</summary>
    public required int Features { get; init; }

    /// <summary>Real values per sequence, or 0.</summary>
    public required int Statics { get; init; }

    /// <summary>Token ids, or 0.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Columns of the features that hold categories.</summary>
    public required IReadOnlyList<ColumnPlan> Columns { get; init; }

    public required bool Causal { get; init; }

    /// <summary>Index of the first layer attribute that looks at later steps, or null.</summary>
    public required int? LookAhead { get; init; }

    /// <summary>Channels after each element of the declaration.</summary>
    public required IReadOnlyList<int> Widths { get; init; }

    public required IReadOnlyList<ParameterPlan> Parameters { get; init; }

    public required IReadOnlyList<BufferPlan> Buffers { get; init; }

    public required IReadOnlyList<TimePlan> Times { get; init; }

    public required IReadOnlyList<StatePlan> States { get; init; }

    /// <summary>What a stream keeps of every step.</summary>
    public required IReadOnlyList<CachePlan> Caches { get; init; }

    public required IReadOnlyList<PackedPlan> Packed { get; init; }

    /// <summary>Input, layers and heads in order.</summary>
    public required IReadOnlyList<LayerPlan> Layers { get; init; }

    /// <summary>The layers that threads compute one behind the other, or null.</summary>
    public required Wavefront? Wavefront { get; init; }

    public required IReadOnlyList<PlanIssue> Issues { get; init; }

    /// <summary>Layers that attend to the source.</summary>
    public required IReadOnlyList<SourceAttentionPlan> SourceAttentions { get; init; }

    /// <summary>Products that make the first states of the encoder's last ones.</summary>
    public required IReadOnlyList<BridgePlan> Bridges { get; init; }

    /// <summary>Whether a batch needs a source.</summary>
    public bool ReadsSource => SourceAttentions.Count > 0;

    /// <summary>The rows of the model table.</summary>
    public IEnumerable<TableRow> TableRows => Layers.Select(layer => layer.Row).OfType<TableRow>();

    public IEnumerable<HeadPlan> Heads => Layers.OfType<HeadPlan>();

    /// <summary>The objects of the workspace that have passes of layers.</summary>
    public IEnumerable<LayerObject> Objects => Layers.SelectMany(layer => layer.Objects);

    /// <summary>The objects of the workspace that have both directions of a layer.</summary>
    public IEnumerable<DirectionsPlan> Directions => Layers.Select(layer => layer.Both).OfType<DirectionsPlan>();

    /// <summary>The sequence that the heads read.</summary>
    public required SequencePlan Body { get; init; }

    /// <summary>Whether a stream of one row has a way of its own through the layers.</summary>
    public bool StepsRows => Causal && Layers.Any(layer => layer.StepCost is not null) && Layers.All(layer => layer.StreamStep is not null);

    /// <summary>Whether a pass has to be made again where parameters changed meanwhile.</summary>
    public bool ReadsInPlace => Layers.Any(layer => layer.ReadsInPlace);

    /// <summary>C# expression for the steps that a head sees, given <c>steps</c> of the model's input.</summary>
    public string Steps(HeadPlan head) => Times.FirstOrDefault(time => time.Name == head.Input.Time)?.Steps ?? "steps";

    /// <summary>The same as it reads in comments.</summary>
    public TimeLength Length(HeadPlan head) => Times.FirstOrDefault(time => time.Name == head.Input.Time)?.Length ?? TimeLength.Input;

    public long ParameterCount => Parameters.Sum(parameter => parameter.Length);
}
