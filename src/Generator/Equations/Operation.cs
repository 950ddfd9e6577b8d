namespace LstmGen.Generator.Equations;

/// <summary>What a node of an equation computes. The names in small letters are those of the canonical text.</summary>
internal enum Operation
{
    Constant,
    Input,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Min,
    Max,
    Abs,
    Sqrt,
    Exp,
    Log,
    Log1p,
    Sigmoid,
    Tanh,
    Relu,
    Softplus,

    /// <summary>A mask: whether the first is above the second.</summary>
    Greater,

    /// <summary>A mask: whether the first is at least the second.</summary>
    AtLeast,

    /// <summary>A mask: whether both are equal.</summary>
    Equal,

    /// <summary>By a mask the second or the third.</summary>
    Select,
}
