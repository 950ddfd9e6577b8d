namespace LstmGen;

/// <summary>A head that reads the whole sequence through a <see cref="LstmGen.Pooling"/>.</summary>
public abstract class PooledHeadAttribute : HeadAttribute
{
    /// <summary>What the head reads. Default: <see cref="Pooling.Last"/>.</summary>
    public Pooling Pooling { get; set; } = Pooling.Last;

    /// <summary>Whether the head's dense layer has a bias vector. Default: true.</summary>
    public bool Bias { get; set; } = true;
}
