namespace LstmGen.Generator.Planning;

/// <summary>What a head compares its outputs with; the members are those of the runtime's enumeration.</summary>
internal enum TargetKind
{
    Values,
    Classes,
    Labels,
}
