namespace LstmGen.Generator.Planning;

/// <summary>What the loss of a head may be weighted by; the members are those of the runtime's enumeration.</summary>
internal enum LossWeighting
{
    None,
    Classes,
    Positives,
}
