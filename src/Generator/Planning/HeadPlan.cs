namespace LstmGen.Generator.Planning;

/// <summary>One laid-out head.</summary>
internal abstract class HeadPlan(string name, TableRow row) : LayerPlan(name, row)
{
    /// <summary>Its name as its user gave it.</summary>
    public required string Title { get; init; }

    /// <summary>Position among the heads.</summary>
    public required int Index { get; init; }

    /// <summary>Values per row, or per step at every step.</summary>
    public required int Outputs { get; init; }

    /// <summary>Whether it has an output at every step.</summary>
    public required bool EveryStep { get; init; }

    /// <summary>What its outputs are compared with.</summary>
    public required TargetKind Targets { get; init; }

    /// <summary>The sequence that it reads.</summary>
    public required SequencePlan Input { get; init; }

    /// <summary>Further properties of the runtime's HeadInfo, where they are not its defaults.</summary>
    public virtual IEnumerable<string> Info => [];

    /// <summary>Steps that it reads, by those of the input.</summary>
    public required TimeLength Length { get; init; }

    /// <summary>Factor of its loss.</summary>
    public required float LossWeight { get; init; }

    /// <summary>The member that bears its name in workspaces and predictions.</summary>
    public string Property => Names.Member(Title);

    /// <summary>C# expression for the head's buffers, inside the workspace.</summary>
    public string Buffers => $"Heads[{Index}]";

    /// <summary>The same in a pass.</summary>
    public string Workspace => "ws." + Buffers;

    /// <summary>Locals of its passes.</summary>
    protected (string Name, string Declaration)[] Locals =>
        [("time", $"TimeLayout time = ws.{Input.Time};"), ("head", $"HeadWorkspace head = {Workspace};")];

    /// <summary>Locals of the method that counts what its loss divides by.</summary>
    protected static (string Name, string Declaration) TimeOfHead => ("time", "TimeLayout time = head.Time;");

    /// <summary>The name of a parameter or local of the head: <c>moodOutputs</c>.</summary>
    public string Variable(string suffix)
    {
        string pascal = Names.Pascal(Title);
        return char.ToLowerInvariant(pascal[0]) + pascal.Substring(1) + suffix;
    }

    /// <summary>Whether the model has no other; set when all are known.</summary>
    public bool IsAlone { get; set; }

    /// <summary>Statements that say where its outputs lie, once the layers have their room; none where it has a block of its own.</summary>
    public virtual IEnumerable<string> PlaceOutputs => [];

    /// <summary>
    /// The same for the gradient of its outputs: then that is the gradient of the sequence that it reads, and nothing is added to it.
    /// </summary>
    public virtual IEnumerable<string> PlaceGradients => [];

    /// <summary>Whether nothing it computes for one step depends on a later one.</summary>
    public virtual bool Causal => true;

    /// <summary>Statements before the rows are scored: checks, and the divisor of the loss.</summary>
    public virtual IEnumerable<string> PrepareLoss => [];

    /// <summary>Statements that score rows [begin, end) of the head and write the gradient of its outputs.</summary>
    public abstract IEnumerable<string> Loss { get; }

    /// <summary>What its loss may be weighted by.</summary>
    public virtual LossWeighting Weighting => LossWeighting.None;

    /// <summary>Whether it pools by attention.</summary>
    public virtual bool Attention => false;

    /// <summary>
    /// An expression that turns raw outputs in <c>outputs</c>, batch-first, into what Predict gives; null to leave them.
    /// In scope: <c>ws</c>.
    /// </summary>
    public virtual string? ToPrediction => null;

    /// <summary>
    /// An expression that writes the best path into <c>tags</c>, [B, T]; null where the greatest output decides. In scope: <c>ws</c>.
    /// </summary>
    public virtual string? Decode => null;
}
