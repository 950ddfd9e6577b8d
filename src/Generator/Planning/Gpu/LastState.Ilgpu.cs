namespace LstmGen.Generator.Planning;

// The same on a GPU.
internal sealed partial class LastState
{
    /// <summary>Statements that clear its gradient, and those of what it is made of, before heads add theirs.</summary>
    public IEnumerable<string> IlgpuClear() => [$"ws.{Gradient}.Clear();", .. source?.IlgpuClear() ?? []];
}
