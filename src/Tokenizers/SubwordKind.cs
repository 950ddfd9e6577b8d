namespace LstmGen.Data;

/// <summary>Where a <see cref="SubwordVocabulary"/> comes from.</summary>
internal enum SubwordKind
{
    /// <summary>Two files of byte-level BPE.</summary>
    Bpe,

    /// <summary>A tiktoken file with its pattern.</summary>
    Tiktoken,

    /// <summary>A tiktoken file with a model's name.</summary>
    TiktokenModel,

    /// <summary>A tokenizer that a program makes itself.</summary>
    Named,
}
