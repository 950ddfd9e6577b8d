using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Heads.Dense;

/// <summary>Where a head stands while it is laid out.</summary>
/// <param name="Plan">Collects what it needs.</param>
/// <param name="Title">Its name as its user gave it, and prefix of its parameters.</param>
/// <param name="Name">Prefix of what is emitted for it.</param>
/// <param name="Index">Position among the heads.</param>
/// <param name="Input">The sequence that it reads.</param>
internal sealed record HeadPlacement(PlanBuilder Plan, string Title, string Name, int Index, SequencePlan Input)
{
    /// <summary>
    /// Prefix of what is emitted for a head called <paramref name="title"/>: <c>MoodHead</c>, or <c>Head</c> where it has no name.
    /// </summary>
    public static string NameOf(string title) => Names.Pascal(title) is "Head" ? "Head" : Names.Pascal(title) + "Head";

    /// <summary>C# expression for its buffers.</summary>
    public string Workspace => $"ws.Heads[{Index}]";

    /// <summary>C# expression for the steps that it reads, given <c>steps</c> of the model's input.</summary>
    public string Steps => Plan.Steps(Input.Time);

    /// <summary>Steps that it reads, for comments.</summary>
    public TimeLength Length => Plan.Length(Input.Time);

    /// <summary>
    /// A statement that adds to the gradient of the input, where that is wanted: the input of a head without layers is
    /// the model's own.
    /// </summary>
    public string Carry(string statement) => Input.GradientUse.Guard(statement).FirstOrDefault() ?? "";
}
