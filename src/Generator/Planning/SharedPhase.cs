namespace LstmGen.Generator.Planning;

/// <summary>
/// A piece of a pass that the pool's threads share where the rows make one part only, as those of a batch of one do.
/// </summary>
/// <param name="Name">Its constant: <c>PhaseInputAhead</c>.</param>
/// <param name="Statements">What part 0, part 1, ... runs; all further parts run the last. In scope: <c>ws</c>, <c>part</c>,
/// <c>V</c>.</param>
/// <param name="When">A condition without which it may not run, or null.</param>
/// <param name="Work">What has the phase: the workspace, or a part of it that runs phases of its own.</param>
internal sealed record SharedPhase(string Name, IReadOnlyList<string> Statements, string? When = null, string Work = "ws")
{
    /// <summary>The sections of a switch over the phases.</summary>
    public IEnumerable<string> Sections => Statements.Select(
        (statement, part) => $"case {Name}{(part + 1 < Statements.Count ? $" when part == {part}" : "")}:\n    {statement}\n    break;");

    /// <summary>
    /// A statement that runs the phase on <paramref name="parts"/> threads if <paramref name="multiplyAdds"/> is worth it, else
    /// <paramref name="alone"/>.
    /// </summary>
    public string RunOr(string multiplyAdds, string parts, params string[] alone)
    {
        string otherwise = alone.Length == 1 ? "    " + alone[0] : $"{{\n    {string.Join("\n    ", alone)}\n}}";
        return $"if ({(When is null ? "" : When + " && ")}ws.Splits({multiplyAdds}))\n"
            + $"    WorkerPool.Shared.Run({Work}, {Name}, {parts});\nelse\n{otherwise}";
    }
}
