namespace LstmGen;

/// <summary>An element-wise function applied to a layer's output.</summary>
public enum Activation
{
    /// <summary>The value itself.</summary>
    None,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>tanh(x).</summary>
    Tanh,

    /// <summary>1 / (1 + exp(-x)).</summary>
    Sigmoid,
}
