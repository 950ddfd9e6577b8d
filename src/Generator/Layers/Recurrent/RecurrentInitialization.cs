using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Statements that draw a recurrent layer's parameters.</summary>
internal sealed class RecurrentInitialization(ModelOptions options, int hidden)
{
    /// <summary>PyTorch draws every parameter of a recurrent module from uniform(-1/sqrt(H), 1/sqrt(H)).</summary>
    public string Uniform { get; } = $"draws.Uniform(#, {Literal.Of((float)(1 / Math.Sqrt(hidden)))});";

    public string Input(int gates, int inputs) => Glorot(inputs, gates * hidden);

    public string Recurrent(int gates, int width) =>
        options.KerasInitialization ? $"draws.Orthogonal(#, {gates * hidden}, {width});" : Uniform;

    public string Glorot(int inputs, int outputs) =>
        options.KerasInitialization ? $"draws.Glorot(#, {inputs}, {outputs});" : Uniform;

    /// <summary>A bias; under Keras' rules zero, but for gate number <paramref name="one"/>, which starts at 1.</summary>
    public string Bias(int? one = null)
    {
        if (!options.KerasInitialization)
            return Uniform;
        return one is { } gate ? "draws.Fill(#, 0f); " + Fill(gate, 1f) : "draws.Fill(#, 0f);";
    }

    /// <summary>Sets gate number <paramref name="gate"/> of a bias.</summary>
    public string Fill(int gate, float value) => $"draws.Fill(#, {Literal.Of(value)}, {gate * hidden}, {hidden});";
}
