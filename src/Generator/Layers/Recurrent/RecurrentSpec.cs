using LstmGen.Generator.Layers.Dropout;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What all recurrent attributes declare; each cell derives its own record.</summary>
internal abstract record RecurrentSpec(int Hidden) : LayerSpec, IPlannable
{
    // Deeper stacks have not been trained, and a model's text grows by some 20 KB with each.
    private const int MostLayers = 128;

    public int Layers { get; init; } = 1;

    public bool Bidirectional { get; init; }

    public MergeKind Merge { get; init; }

    [TrainingOnly]
    public float Dropout { get; init; }

    [TrainingOnly]
    public float InputDropout { get; init; }

    [TrainingOnly]
    public float RecurrentDropout { get; init; }

    public float Zoneout { get; init; }

    public bool Residual { get; init; }

    public bool Bias { get; init; } = true;

    [TrainingOnly]
    public string? Name { get; init; }

    public override (string Reason, string Fix) LooksAhead
    {
        get
        {
            string type = GetType().Name;
            return ($"[{type.Substring(0, type.Length - "Spec".Length)}] reads from the end too", "leave out Bidirectional");
        }
    }

    /// <summary>The kind as in the attribute, for example <c>Lstm</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>States per direction besides h, for example the LSTM's c; each has H units.</summary>
    public abstract IReadOnlyList<string> ExtraStates { get; }

    /// <summary>Width of h per direction.</summary>
    public virtual int StateSize => Hidden;

    /// <summary>Options of this kind only, for the model table.</summary>
    public virtual IEnumerable<string> OptionNames => [];

    public int Directions => Bidirectional ? 2 : 1;

    /// <summary>Whether both directions stand side by side in the output.</summary>
    public bool Concatenates => Bidirectional && Merge == MergeKind.Concatenate;

    /// <summary>The cell of one layer and direction.</summary>
    public abstract RecurrentCell Cell(PlanBuilder plan, string prefix, string suffix, SequencePlan input);

    public void Plan(PlanBuilder plan)
    {
        string prefix = plan.Prefix(Words.BeginsMember(Kind) ? Kind.ToLowerInvariant() : "cell" + Kind.ToLowerInvariant(), Name);
        StatePlan h = plan.State(prefix + ".h", Layers * Directions, StateSize, directions: Directions);
        StatePlan[] extra = [.. ExtraStates.Select(state =>
            plan.State($"{prefix}.{state}", Layers * Directions, Hidden, directions: Directions))];
        for (int layer = 0; layer < Layers; layer++)
        {
            if (!plan.HasRoom(layer == 0 ? Directions - 1 : Directions))
                break;
            if (layer > 0 && Dropout > 0)
                new DropoutSpec(Dropout, SharedOverTime: false).Plan(plan);
            RecurrentPlanner.AddLayer(plan, this, prefix, layer, h, extra);
        }

        if (Bidirectional)
            plan.Causal = false;
    }

    /// <summary>Reads the properties that all recurrent attributes share.</summary>
    protected static T ReadShared<T>(T spec, AttributeReader attribute)
        where T : RecurrentSpec => spec with
        {
            Layers = attribute.Size("Layers", 1, 1, MostLayers),
            Bidirectional = attribute.Get("Bidirectional", false),
            Merge = attribute.Enum("Merge", MergeKind.Concatenate),
            Dropout = attribute.Rate("Dropout"),
            InputDropout = attribute.Rate("InputDropout"),
            RecurrentDropout = attribute.Rate("RecurrentDropout"),
            Zoneout = attribute.Rate("Zoneout"),
            Residual = attribute.Get("Residual", false),
            Bias = attribute.Get("Bias", true),
            Name = attribute.Identifier("Name"),
        };
}
