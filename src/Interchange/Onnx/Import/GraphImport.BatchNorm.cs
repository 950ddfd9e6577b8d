using System.Runtime.InteropServices;
using LstmGen.Interchange.Onnx.Model;

namespace LstmGen.Interchange.Onnx.Import;

// A batch normalization has fixed numbers where it predicts: the linear layer behind it takes them into its weights.
internal sealed partial class GraphImport
{
    private FlowValue? BatchNorm(OnnxNode node, ImportValue[] inputs, FlowValue flow)
    {
        if (flow.Axes is not [_, Axis.Channel, ..] || flow.After == 0 || flow.Scaled is not null || Int(node, "training_mode", 0) != 0
            || inputs.Length != 5 || node.Outputs.Count(output => output.Length > 0) != 1 || !inputs.Skip(1).All(
                input => input is ConstantValue { Tensor.Type: OnnxType.Float } constant && constant.Tensor.Count == Width(flow)))
            return null;
        float[][] numbers = [.. inputs.Skip(1).Select(input => Singles(((ConstantValue)input).Tensor))];
        double epsilon = node.Find("epsilon")?.Float ?? 1e-5f;
        double[] factors = [.. numbers[0].Select((gain, i) => gain / Math.Sqrt(numbers[3][i] + epsilon))];
        double[] shifts = [.. numbers[1].Select((shift, i) => shift - (numbers[2][i] * factors[i]))];
        if (factors.Concat(shifts).Any(number => !double.IsFinite(number)))
            return null;
        foreach (ImportValue input in inputs.Skip(1))
            Consume((ConstantValue)input);
        return flow with { Scaled = new Affine(node, factors, shifts) };
    }

    /// <summary>Whether a node leaves each value as it is, takes means of them, or is a linear layer: a factor may come after it.</summary>
    private static bool CommutesWithFactors(OnnxNode node) => node.Op is "Identity" or "Dropout" or "Cast" or "Transpose" or "Squeeze"
        or "Unsqueeze" or "Reshape" or "Flatten" or "Slice" or "Gather" or "GatherElements" or "ReduceMean" or "MatMul" or "Gemm"
        or "Shape";

    private static UnknownValue NotFolded(OnnxNode node, Affine scaled) => new(
        $"{Shown(node)} reads what the batch normalization '{Printable(scaled.Node.Name)}' gives, and a declaration has none: it is read "
            + "where a linear layer follows, whose weights take it in");

    // W (f y + s) + b = (W f) y + (W s + b)
    private static (OnnxTensor Matrix, OnnxTensor Bias) Folded(Affine scaled, OnnxTensor matrix, OnnxTensor? bias)
    {
        float[] weights = [.. Singles(matrix)], sums = bias is null ? new float[matrix.Shape[0]] : [.. Singles(bias)];
        int inputs = scaled.Factors.Length;
        for (int row = 0; row < sums.Length; row++)
        {
            double sum = sums[row];
            for (int i = 0; i < inputs; i++)
            {
                double weight = weights[(row * inputs) + i];
                sum += weight * scaled.Shifts[i];
                weights[(row * inputs) + i] = (float)(weight * scaled.Factors[i]);
            }

            sums[row] = (float)sum;
        }

        return (OnnxTensor.Of(matrix.Name, weights, matrix.Shape.AsSpan()), OnnxTensor.Of(bias?.Name ?? "", sums, sums.Length));
    }

    private static float[] Singles(OnnxTensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.Data.Span).ToArray();
}
