namespace LstmGen;

/// <summary>
/// What the columns of a model's input and its classes are called: kept in its file, so that they cannot be taken for others when it is
/// loaded.
/// </summary>
public sealed record ModelNames
{
    /// <summary>The columns of a step, then those of a sequence, as many as the model has features, in order; empty for not said.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>For a head by its name, its classes, labels or tags in order, as many as it has outputs.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <exception cref="ArgumentException">Their number is not the model's, or a head is unknown.</exception>
    internal void Require(ModelDescription model)
    {
        if (Columns.Count != 0 && Columns.Count != model.InputWidth)
            throw new ArgumentException(
                $"names.Columns has {Columns.Count} names; {model.Name} has {model.InputWidth} columns of features. Give one for each, or "
                    + "none.");
        foreach ((string name, IReadOnlyList<string> classes) in Classes)
        {
            HeadInfo head = model.Heads.FirstOrDefault(one => one.Name == name)
                ?? throw new ArgumentException(
                    $"names.Classes names head '{name}'; {model.Name} has {model.HeadNames}. Name one of these.");
            if (classes.Count != head.Outputs)
                throw new ArgumentException(
                    $"names.Classes has {classes.Count} names for head '{name}', which has {head.Outputs} outputs. Give one for each, or "
                        + "leave the head out.");
        }
    }
}
