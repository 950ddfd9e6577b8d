namespace LstmGen;

/// <summary>
/// On a parameter of a cell's <c>Step</c>: this unit's pre-activation W x_t + b_ih + U h_(t-1) + b_hh. The rows of <c>weight_ih</c> and
/// <c>weight_hh</c> follow the order of the parameters.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class GateAttribute : Attribute
{
    /// <summary>What its products multiply. Default: x and h.</summary>
    public Reads Reads { get; set; }

    /// <summary>
    /// Name of a static method of the class whose value of all units U multiplies in place of h; null (default) for h. Its parameters are
    /// those of <c>Step</c> with the same names: gates, weights, and states before the step. All such gates of a cell name the same method,
    /// and their rows of <c>weight_hh</c> follow those of the other gates.
    /// </summary>
    public string? Of { get; set; }
}
