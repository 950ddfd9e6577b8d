namespace LstmGen;

/// <summary>The function of an Elman layer.</summary>
public enum Nonlinearity
{
    /// <summary>tanh(a).</summary>
    Tanh,

    /// <summary>max(0, a).</summary>
    Relu,
}
