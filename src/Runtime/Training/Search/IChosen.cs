namespace LstmGen.Training;

/// <summary>A value that was chosen by its name.</summary>
internal interface IChosen
{
    object? Value { get; }
}
