namespace LstmGen.Generator.Planning;

/// <summary>
/// A layer's last state per row, [B, stride], for layers whose last state is not a step of their output. The layer computes
/// it, and takes its gradient, only where a head asks for it.
/// </summary>
/// <param name="name">Prefix of its buffers.</param>
/// <param name="stride">Stored values of a row.</param>
/// <param name="time">Workspace property with the time layout.</param>
/// <param name="source">The last state that this one is made of, or null.</param>
internal sealed partial class LastState(string name, int stride, string time, LastState? source = null)
{
    public string Buffer { get; } = name + "Last";

    /// <summary>Workspace property with its gradient, to which heads add.</summary>
    public string Gradient { get; } = name + "LastGradient";

    public int Stride { get; } = stride;

    /// <summary>Whether some head asked for it; known once everything is laid out.</summary>
    public bool Wanted { get; private set; }

    /// <summary>Statements that clear its gradient, and those of what it is made of, before heads add theirs.</summary>
    public IEnumerable<string> Clear() =>
        [$"ws.{Gradient}.Span[(rowBegin * {Stride})..(rowEnd * {Stride})].Clear();", .. source?.Clear() ?? []];

    /// <summary>Asks for it.</summary>
    public void Want(PlanBuilder plan)
    {
        if (Wanted)
            return;
        Wanted = true;
        plan.RowBuffer(Buffer, Stride, "the last state of each row", time: time);
        plan.RowBuffer(Gradient, Stride, "its gradient", trainingOnly: true, time: time);
        source?.Want(plan);
    }
}
