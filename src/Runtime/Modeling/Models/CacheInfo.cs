namespace LstmGen;

/// <summary>What a stream keeps of every step for one causal <c>[SelfAttention]</c>: the step's keys, then its values.</summary>
/// <param name="Name">For example <c>self_attention.past</c>.</param>
/// <param name="Size">Values of one step of one row, 2 E for E channels.</param>
/// <param name="Offset">Values of one step of one row that lie before it.</param>
public sealed record CacheInfo(string Name, int Size, int Offset);
