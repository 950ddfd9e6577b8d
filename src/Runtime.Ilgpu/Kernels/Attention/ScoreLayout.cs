using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>How an attention layer compares, and which steps of the queries are computed, as kernels read it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ScoreLayout
{
    /// <summary>1 for the additive score, 0 for products.</summary>
    public int Additive;

    /// <summary>Width of queries and keys, A.</summary>
    public int Size;

    /// <summary>Stored values of a key.</summary>
    public int Stride;

    /// <summary>Factor of products.</summary>
    public float Scale;

    /// <summary>First step.</summary>
    public int From;

    /// <summary>Steps.</summary>
    public int Count;

    /// <summary>Values from one row of queries to the next.</summary>
    public int QueryStride;

    /// <summary>Values from one row of contexts to the next.</summary>
    public int ContextStride;
}
