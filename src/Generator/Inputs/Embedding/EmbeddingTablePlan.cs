using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Inputs.Embedding;

/// <summary>The embedding's table, handed to heads that use it too.</summary>
internal sealed class EmbeddingTablePlan(int vocabulary, int size, ParameterPlan table)
{
    public int Vocabulary => vocabulary;

    public int Size => size;

    public ParameterPlan Table => table;

    /// <summary>
    /// Whether a head adds to the table's gradient too. Parts then divide the gradient by tokens, as the head does, so
    /// that no two of them write to the same row.
    /// </summary>
    public bool Shared { get; set; }
}
