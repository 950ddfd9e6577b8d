namespace LstmGen.Generator.Spec;

/// <summary>What an attribute of a model declares. Each kind derives one record in its own folder, which lays itself out in planning.</summary>
internal abstract record ElementSpec
{
    /// <summary>Where it looks at later steps: what a message says of it, and what to do about it.</summary>
    public virtual (string Reason, string Fix) LooksAhead => ("a layer looks at later steps", "leave it out");

    /// <summary>Whether it is a part of the model's input.</summary>
    public virtual bool IsInput => false;

    /// <summary>A member of the model that its user gives a name, and the name as given; null for none.</summary>
    public virtual (string Member, string Title)? Given => null;
}

/// <summary>The model's input.</summary>
internal abstract record InputSpec : ElementSpec
{
    public override bool IsInput => true;
}

/// <summary>A layer between input and heads.</summary>
internal abstract record LayerSpec : ElementSpec;

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
