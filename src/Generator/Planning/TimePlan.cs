namespace LstmGen.Generator.Planning;

/// <summary>A time layout that a layer derives from that of its input, because it changes the number of steps.</summary>
/// <param name="Name">Workspace property.</param>
/// <param name="Derive">C# statement that fills it for the batch at hand.</param>
/// <param name="Steps">C# expression for its steps, given <c>steps</c> of the model's input.</param>
/// <param name="Length">The same for readers.</param>
/// <param name="Summary">What it is.</param>
internal sealed record TimePlan(string Name, string Derive, string Steps, TimeLength Length, string Summary)
{
    /// <summary>The workspace property with the time layout of the model's input.</summary>
    public const string Input = "Time";
}
