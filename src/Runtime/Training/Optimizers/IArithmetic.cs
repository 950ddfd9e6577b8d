namespace LstmGen.Training;

/// <summary>Numbers that an update rule computes with: vectors on a processor, single floats in a GPU's threads.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IArithmetic<TSelf>
    where TSelf : struct, IArithmetic<TSelf>
{
    /// <summary><paramref name="value"/> throughout.</summary>
    static abstract TSelf Create(float value);

    /// <summary>a + b.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a - b.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>a * b.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b, correctly rounded.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>The greater of both.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);
}
