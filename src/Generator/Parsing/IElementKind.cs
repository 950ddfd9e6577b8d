using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Parsing;

/// <summary>One kind of attribute that may stand in a model's declaration.</summary>
internal interface IElementKind
{
    /// <summary>Metadata name of the attribute's class.</summary>
    string AttributeName { get; }

    /// <summary>Reads the attribute; what is wrong is reported to the reader.</summary>
    ElementSpec Read(AttributeReader attribute);
}
