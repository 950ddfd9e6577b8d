using LstmGen.Data;

namespace LstmGen.Training;

/// <summary>One of several values that have names.</summary>
internal sealed class ChoiceParameter<T> : SearchParameter<T>
{
    private readonly (string Name, T Value)[] _choices;

    public ChoiceParameter(string name, (string Name, T Value)[] choices)
        : base(name)
    {
        if (choices.Length == 0)
            throw new ArgumentException($"'{name}' has no value to choose. Give at least one.", nameof(choices));
        if (Array.FindIndex(choices, choice => string.IsNullOrWhiteSpace(choice.Name)) is >= 0 and int empty)
            throw new ArgumentException($"Value {empty} of '{name}' has no name. Give each one.", nameof(choices));
        if (choices.GroupBy(choice => choice.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"'{name}' has the value '{twice.Key}' {twice.Count()} times. Give each once.", nameof(choices));
        _choices = choices;
    }

    internal override int? GridSize => _choices.Length;

    // The place among the choices stands for the value: values may be anything.
    internal override object? GridValue(int index) => new Chosen(_choices[index].Name, _choices[index].Value);

    internal override object? Draw(ref SeededRandom random) => GridValue(random.NextInt(_choices.Length));

    internal override string TextOf(object? value) => ((Chosen)value!).Name;

    internal override string Describe() => $"one of {string.Join(", ", _choices.Select(choice => choice.Name))}";

    internal sealed record Chosen(string Name, T Value) : IChosen
    {
        object? IChosen.Value => Value;
    }
}
