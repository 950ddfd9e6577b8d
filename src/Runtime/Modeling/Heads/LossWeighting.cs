namespace LstmGen;

/// <summary>What weights a head's loss can be given beside its own.</summary>
public enum LossWeighting
{
    /// <summary>None.</summary>
    None,

    /// <summary>One for each class (<c>weight</c> of <c>nn.CrossEntropyLoss</c>).</summary>
    Classes,

    /// <summary>One for the positives of each label (<c>pos_weight</c> of <c>nn.BCEWithLogitsLoss</c>).</summary>
    Positives,
}
