using LstmGen.Generator.Layers.Dropout;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Inputs.Embedding;

/// <summary>A table of vectors looked up by token id.</summary>
internal sealed record EmbeddingSpec(int Vocabulary, int Size) : InputSpec, IPlannable
{
    [TrainingOnly]
    public int PaddingIndex { get; init; } = -1;

    [TrainingOnly]
    public bool Frozen { get; init; }

    [TrainingOnly]
    public float Dropout { get; init; }

    [TrainingOnly]
    public string? Name { get; init; }

    /// <summary>The model's member through which the vectors are read and replaced.</summary>
    public string Member => Names.Member(Name ?? "embedding");

    public override (string Member, string Title)? Given => (Member, Name ?? "embedding");

    public void Plan(PlanBuilder plan)
    {
        plan.Vocabulary = Vocabulary;
        string name = plan.LayerName("Embedding");
        string prefix = plan.Prefix("embedding", Name);
        string draw = plan.Options.KerasInitialization
            ? "draws.Uniform(#, 0.05f);"
            : "draws.Normal(#);";
        if (PaddingIndex >= 0)
            draw += $" draws.Fill(#, 0f, {(long)PaddingIndex * Size}, {Size});";
        ParameterPlan table = plan.Parameter($"{prefix}.weight", [Vocabulary, Size], draw, Frozen);

        var output = new SequencePlan(name + "Output", 0, 1, Size, name + "OutputGradient", Frozen ? GradientUse.Never : null);
        plan.StepBuffer(output.Buffer, output.Stride, "the looked-up vectors");
        if (!Frozen)
            plan.StepBuffer(output.Gradient, output.Stride, "gradient of the looked-up vectors", trainingOnly: true);
        var embedding = new EmbeddingTablePlan(Vocabulary, Size, table);
        plan.Hand(embedding);
        plan.Add(new EmbeddingPlan(name, this, embedding, output));
        plan.Current = output;
        if (Dropout > 0)
            new DropoutSpec(Dropout, SharedOverTime: false).Plan(plan);
    }
}
