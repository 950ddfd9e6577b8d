namespace LstmGen.Generator.Spec;

/// <summary>A head.</summary>
internal abstract record HeadSpec : ElementSpec
{
    /// <summary>Whether its outputs are scores of the next token.</summary>
    public virtual bool GivesNextToken => false;

    [TrainingOnly]
    public string? Name { get; init; }

    [TrainingOnly]
    public float Dropout { get; init; }

    [TrainingOnly]
    public float LossWeight { get; init; } = 1f;
}
