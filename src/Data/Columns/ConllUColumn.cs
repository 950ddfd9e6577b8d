namespace LstmGen.Data;

/// <summary>A column of CoNLL-U that can serve as tag.</summary>
public enum ConllUColumn
{
    /// <summary>Lemma or stem.</summary>
    Lemma = 2,

    /// <summary>Universal part of speech.</summary>
    Upos = 3,

    /// <summary>The treebank's own part of speech.</summary>
    Xpos = 4,

    /// <summary>Morphological features.</summary>
    Features = 5,

    /// <summary>Dependency relation to the head.</summary>
    DependencyRelation = 7,
}
