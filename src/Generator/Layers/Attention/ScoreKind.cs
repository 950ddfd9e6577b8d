namespace LstmGen.Generator.Layers.Attention;

/// <summary>How queries and keys are compared; the members and their order are those of the attribute's enumeration.</summary>
internal enum ScoreKind
{
    Dot,
    General,
    Additive,
}
