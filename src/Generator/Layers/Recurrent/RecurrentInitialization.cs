using System.Globalization;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Statements that draw a recurrent layer's parameters.</summary>
internal sealed class RecurrentInitialization(ModelOptions options, int hidden)
{
    // PyTorch draws every parameter of a recurrent module from uniform(-1/sqrt(H), 1/sqrt(H)).
    private readonly string _uniform =
        $"Initializer.Uniform(values, seed, stream, {((float)(1 / Math.Sqrt(hidden))).ToString("R", CultureInfo.InvariantCulture)}f);";

    public string Input(int gates, int inputs) =>
        options.KerasInitialization ? $"Initializer.Glorot(values, seed, stream, {inputs}, {gates * hidden});" : _uniform;

    public string Recurrent(int gates) =>
        options.KerasInitialization ? $"Initializer.Orthogonal(values, seed, stream, {gates * hidden}, {hidden});" : _uniform;

    /// <summary>A bias; under Keras' rules zero, but for gate number <paramref name="one"/>, which starts at 1.</summary>
    public string Bias(int? one = null)
    {
        if (!options.KerasInitialization)
            return _uniform;
        return one is { } gate ? $"values.Clear(); values.Slice({gate * hidden}, {hidden}).Fill(1f);" : "values.Clear();";
    }
}
