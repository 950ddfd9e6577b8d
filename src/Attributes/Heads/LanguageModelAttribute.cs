namespace LstmGen;

/// <summary>Head: the next token at every step, over the embedding's vocabulary.</summary>
public sealed class LanguageModelAttribute : HeadAttribute
{
    /// <summary>
    /// Whether the output weights are the embedding table itself (Press and Wolf 2017, arXiv:1608.05859); the last
    /// layer must then be as wide as the embedding. Default: false.
    /// </summary>
    public bool TieWeights { get; set; }

    /// <summary>Target value that is left out of loss and gradient. Default: -100.</summary>
    public int IgnoreIndex { get; set; } = -100;
}
