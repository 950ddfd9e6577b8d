namespace LstmGen.Generator.Spec;

/// <summary>
/// What an attribute of a model declares. Each kind derives one record in its own folder, which lays itself out in planning.
/// </summary>
internal abstract record ElementSpec
{
    /// <summary>Where it looks at later steps: what a message says of it, and what to do about it.</summary>
    public virtual (string Reason, string Fix) LooksAhead => ("a layer looks at later steps", "leave it out");

    /// <summary>Whether it is a part of the model's input.</summary>
    public virtual bool IsInput => false;

    /// <summary>A member of the model that its user gives a name, and the name as given; null for none.</summary>
    public virtual (string Member, string Title)? Given => null;
}
