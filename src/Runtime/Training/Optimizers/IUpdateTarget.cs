namespace LstmGen.Training;

/// <summary>Blocks that an optimizer's rule is run over: spans on the processor, or a device's memory.</summary>
internal interface IUpdateTarget
{
    /// <summary>Runs the rule over the target's parameters and gradients.</summary>
    /// <param name="rule">The rule with one step's scalars.</param>
    /// <param name="state0">Index of the optimizer's moment block that the rule calls state0, or -1.</param>
    /// <param name="state1">Likewise state1.</param>
    /// <param name="state2">Likewise state2.</param>
    void Run<TRule>(TRule rule, int state0 = -1, int state1 = -1, int state2 = -1)
        where TRule : unmanaged, IUpdateRule;
}
