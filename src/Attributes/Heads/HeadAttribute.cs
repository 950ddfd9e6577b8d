namespace LstmGen;

/// <summary>What all heads share.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class HeadAttribute : Attribute
{
    /// <summary>Name of the head and prefix of its parameter names. Default: <c>head</c>; needed where there are several.</summary>
    public string? Name { get; set; }

    /// <summary>Probability of dropping a value of the head's input while training. Default: 0.</summary>
    public double Dropout { get; set; }

    /// <summary>Factor of the head's loss in the model's loss. Default: 1.</summary>
    public double LossWeight { get; set; } = 1;
}
