using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers;

/// <summary>Writes a layer's function and its derivative.</summary>
internal static class LayerActivationCode
{
    /// <summary>The function around <paramref name="argument"/>, for a comment.</summary>
    public static string Around(this LayerActivation activation, string argument) => activation switch
    {
        LayerActivation.Relu => $"max(0, {argument})",
        LayerActivation.Tanh => $"tanh({argument})",
        LayerActivation.Sigmoid => $"sigmoid({argument})",
        _ => argument,
    };

    /// <summary>The derivative in terms of the output y, for a comment.</summary>
    public static string Derivative(this LayerActivation activation) => activation switch
    {
        LayerActivation.Relu => "da = dy where y > 0, else 0",
        LayerActivation.Tanh => "da = dy (1 - y^2)",
        LayerActivation.Sigmoid => "da = dy y (1 - y)",
        _ => "da = dy",
    };

    /// <summary>Applies the function to rows in place; the padding of each row stays zero.</summary>
    public static void EmitForward(this LayerActivation activation, CodeWriter w, string rows, SequencePlan output)
    {
        if (activation != LayerActivation.None)
            w.Line($"Activations.{activation}({rows});");
        if (activation == LayerActivation.Sigmoid && output.Stride != output.Width)
            w.Line($"ChannelPadding.Clear({rows}, {output.Channels}); // sigmoid(0) is not 0");
    }

    /// <summary>Turns a gradient of outputs into one of pre-activations, in place.</summary>
    public static void EmitBackward(this LayerActivation activation, CodeWriter w, string gradient, string outputs)
    {
        if (activation != LayerActivation.None)
            w.Line($"ActivationGradients.{activation}({gradient}, {outputs});");
    }

    /// <summary>Its name after the other arguments of a row in the model table.</summary>
    public static string Suffix(this LayerActivation activation) =>
        activation == LayerActivation.None ? "" : ", " + activation.ToString().ToLowerInvariant();
}
