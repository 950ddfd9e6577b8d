using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Conv1d;

/// <summary>How the ends are treated; the members and their order are those of the attribute's enumeration.</summary>
internal enum ConvPadding
{
    Valid,
    Same,
    Causal,
}
