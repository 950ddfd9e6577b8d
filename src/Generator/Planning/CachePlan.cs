namespace LstmGen.Generator.Planning;

/// <summary>What a stream keeps of every step for one layer.</summary>
/// <param name="Name">For example <c>self_attention.past</c>.</param>
/// <param name="Size">Values of one step of one row.</param>
/// <param name="Offset">Values of one step of one row that lie before it.</param>
/// <param name="Index">Its place among all of them.</param>
internal sealed record CachePlan(string Name, int Size, int Offset, int Index);
