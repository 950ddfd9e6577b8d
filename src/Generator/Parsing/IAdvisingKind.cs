using LstmGen.Generator.Diagnostics;

namespace LstmGen.Generator.Parsing;

/// <summary>A kind of attribute that can work otherwise than its user may think.</summary>
internal interface IAdvisingKind : IElementKind
{
    /// <summary>What is to be said of an attribute that works.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="before">Channels that it reads; 0 for an input.</param>
    /// <param name="after">Channels that it yields.</param>
    IEnumerable<DiagnosticInfo> Advise(AttributeReader attribute, int before, int after);
}
