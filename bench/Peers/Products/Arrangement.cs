namespace LstmGen.Bench.Peers.Products;

/// <summary>How the products of a layer are arranged; which way is the fastest depends on the sizes and on the processor.</summary>
/// <param name="InputsAhead">Whether the inputs of all steps are multiplied before the loop over time, and not step by step.</param>
/// <param name="ByUnits">Whether threads share the units of each step, and not the rows.</param>
internal readonly record struct Arrangement(bool InputsAhead, bool ByUnits)
{
    public static readonly Arrangement[] All = [new(false, false), new(true, false), new(false, true), new(true, true)];
}
