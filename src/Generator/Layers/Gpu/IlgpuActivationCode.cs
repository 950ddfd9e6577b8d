using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>Writes a layer's function and its derivative on a GPU.</summary>
internal static class IlgpuActivationCode
{
    /// <summary>Statements that apply the function to rows in place: also zero past a row's end.</summary>
    public static IEnumerable<string> IlgpuForward(this LayerActivation activation, SequencePlan output)
    {
        string time = $"ws.{output.Time}OnDevice", y = $"ws.{output.Buffer}.View";
        yield return activation == LayerActivation.None
            ? $"if ({time}.Ragged)\n    Kernels.Sequences.ClearEnded({time}.Layout, {y}, {output.Stride}, 0);"
            : $"Kernels.Activations.Forward({Name(activation)}, {time}.Layout, {output.Width}, {output.Stride}, {y});";
    }

    /// <summary>Statements that turn a gradient of outputs into one of pre-activations, in place.</summary>
    public static IEnumerable<string> IlgpuBackward(this LayerActivation activation, SequencePlan output)
    {
        if (activation != LayerActivation.None)
            yield return $"Kernels.Activations.Backward({Name(activation)}, ws.{output.Time}OnDevice.Pairs * {output.Stride}, "
                + $"ws.{output.Gradient}.View, ws.{output.Buffer}.View);";
    }

    private static string Name(LayerActivation activation) => $"global::LstmGen.Activation.{activation}";
}
