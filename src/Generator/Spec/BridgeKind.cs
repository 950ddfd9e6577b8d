namespace LstmGen.Generator.Spec;

/// <summary>How an encoder's states become a decoder's; the members and their order are those of the attribute's enumeration.</summary>
internal enum BridgeKind
{
    Copy,
    Dense,
    None,
}
