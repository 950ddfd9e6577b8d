namespace LstmGen;

/// <summary>How attention compares a query q with a key k of the source.</summary>
public enum AttentionScore
{
    /// <summary>q · k, for sources as wide as the queries.</summary>
    Dot,

    /// <summary>q · W k (Luong et al. 2015).</summary>
    General,

    /// <summary>v · tanh(W q + U k) (Bahdanau et al. 2015).</summary>
    Additive,
}
