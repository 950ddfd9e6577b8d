namespace LstmGen.Generator.Heads.Dense;

/// <summary>What a head reads; the members and their order are those of the attribute's enumeration.</summary>
internal enum PoolingKind
{
    Last,
    Mean,
    Max,
    Attention,
    EveryStep,
}
