using LstmGen.Generator.Collections;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Planning;

/// <summary>A repacked copy of parameters that a kernel reads.</summary>
/// <param name="Name">Property name in the emitted <c>PackedWeights</c>.</param>
/// <param name="Type">
/// The runtime's type: <c>PackedMatrix</c>, <c>AlignedBuffer</c>, or for a part what derives from <c>EmittedWeights</c>.
/// </param>
/// <param name="Create">C# expression that makes it.</param>
/// <param name="Summary">What it holds.</param>
/// <param name="Pack">Statements that fill it from <c>parameters</c>.</param>
/// <param name="TrainingOnly">Whether only the backward pass reads it.</param>
/// <param name="ForInput">Whether only the gradient of the model's input needs it.</param>
internal sealed record PackedPlan(
    string Name, string Type, string Create, string Summary, EquatableArray<string> Pack, bool TrainingOnly, bool ForInput = false)
{
    /// <summary>The object of the packed weights that has it and fills it; null for the packed weights themselves.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether it fills itself.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether inference multiplies by it, so that it can be stored in fewer bits.</summary>
    public bool Quantizes => Type == RuntimeNames.PackedMatrix && !TrainingOnly;
}
