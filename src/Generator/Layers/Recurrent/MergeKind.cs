namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>How two directions are joined; the values are those of the vocabulary's Merge.</summary>
internal enum MergeKind
{
    Concatenate,
    Sum,
    Average,
    Multiply,
}
