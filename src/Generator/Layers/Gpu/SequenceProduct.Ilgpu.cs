using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers;

// The same on a device.
internal sealed partial record SequenceProduct
{
    /// <summary>Its packed copies.</summary>
    public IEnumerable<IlgpuBlock> IlgpuBlocks =>
        [new(Name + "Weights", $"{Weight.Comment} transposed."), new(Name + "Bias", "Bias, padded; empty for none.")];

    /// <summary>Statements that fill them.</summary>
    public IEnumerable<string> IlgpuPack
    {
        get
        {
            yield return $"Kernels.Gates.PackPanels({Name}Layout, {IlgpuLayer.View("Weights", Weight)}, {Name}Weights);";
            if (Bias is not null)
                yield return $"Kernels.Gates.PackBias({Name}Layout, {IlgpuLayer.View("Weights", Bias)}, {Name}Bias, add: false);";
        }
    }

    /// <summary>The member with its layout, for inputs stored as <paramref name="channels"/>.</summary>
    public string IlgpuLayout(string channels) =>
        $"private static readonly GateWeightLayout {Name}Layout = new({Outputs}, 1, {channels}, [0]);";

    /// <summary>
    /// The statement of the product of <paramref name="rows"/> rows, of which it reads <paramref name="inner"/> values each.
    /// </summary>
    public string IlgpuForward(string rows, int inner, string input, int inputStride, string output) =>
        $"Kernels.Products.Multiply({rows}, {inner}, {Stride}, {input}, {inputStride}, {Name}Weights.View, "
            + $"{Name}Bias.View, {output}, {Stride});";

    /// <summary>The statement of the gradient of the inputs, of which it writes <paramref name="columns"/> values each.</summary>
    public string IlgpuBackward(string rows, int columns, string gradient, string to, int toStride, bool accumulate) =>
        $"Kernels.Products.MultiplyTransposed({rows}, {Stride}, {columns}, {gradient}, {Stride}, {Name}Weights.View, {to}, {toStride}, "
            + $"accumulate: {Literal.Of(accumulate)});";

    /// <summary>Statements that add the gradients; rows of the inputs lie as the layout says.</summary>
    public IEnumerable<string> IlgpuGradients(string rows, string inputs, string gradient)
    {
        yield return $"Kernels.Gates.AddWeightGradient({Name}Layout, {IlgpuLayer.View("Gradients", Weight)}, "
            + $"{rows}, {inputs}, {gradient});";
        if (Bias is not null)
            yield return $"Kernels.Gates.AddBiasGradient({Name}Layout, {IlgpuLayer.View("Gradients", Bias)}, {rows}, {gradient});";
    }
}
