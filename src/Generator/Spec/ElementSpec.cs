using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Spec;

/// <summary>What an attribute of a model declares. Each kind derives one record in its own folder.</summary>
internal abstract record ElementSpec
{
    /// <summary>Lays the element out: parameters, buffers, shapes.</summary>
    public abstract void Plan(PlanBuilder plan);
}

/// <summary>The model's input.</summary>
internal abstract record InputSpec : ElementSpec;

/// <summary>A layer between input and heads.</summary>
internal abstract record LayerSpec : ElementSpec;

/// <summary>A head.</summary>
internal abstract record HeadSpec : ElementSpec
{
    [TrainingOnly]
    public string? Name { get; init; }

    [TrainingOnly]
    public float Dropout { get; init; }

    [TrainingOnly]
    public float LossWeight { get; init; } = 1f;
}
