using LstmGen.Generator.Collections;

namespace LstmGen.Generator.Spec;

/// <summary>Where a model's table stands among the documentation of its class.</summary>
internal enum TablePlace
{
    /// <summary>The user wrote no documentation.</summary>
    Summary,

    /// <summary>The user wrote documentation without remarks.</summary>
    Remarks,

    /// <summary>The user wrote remarks too.</summary>
    Nowhere,
}
