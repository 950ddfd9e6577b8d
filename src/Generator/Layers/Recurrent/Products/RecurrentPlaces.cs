namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// Span expressions over the weights and biases that every cell has, in a block laid out like the parameters; <c>default</c> for none.
/// </summary>
internal static class RecurrentPlaces
{
    public static string InputWeight(RecurrentDirection d, string block) => d.Slice("InputWeight", block, x => x.Cell.InputWeight);

    public static string RecurrentWeight(RecurrentDirection d, string block) =>
        d.Slice("RecurrentWeight", block, x => x.Cell.RecurrentWeight);

    public static string InputBias(RecurrentDirection d, string block) => d.Slice("InputBias", block, x => x.Cell.InputBias);

    public static string RecurrentBias(RecurrentDirection d, string block) => d.Slice("RecurrentBias", block, x => x.Cell.RecurrentBias);

    public static string Projection(RecurrentDirection d, string block) => d.Slice("Projection", block, x => x.Cell.Projection);
}
