using System.ComponentModel;
using System.IO.Compression;
using LstmGen.Interchange;

namespace LstmGen.CompilerServices;

/// <summary>Reads the weights that an assembly carries; emitted code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CompiledWeights
{
    /// <summary>The parameters of a model from a resource, a packed safetensors file.</summary>
    /// <param name="description">The model.</param>
    /// <param name="model">Its class, whose assembly carries the resource.</param>
    /// <param name="resource">Name of the resource.</param>
    /// <exception cref="SafetensorsException">The assembly has no such resource, or another one than it was built with.</exception>
    public static ParameterStore Load(ModelDescription description, Type model, string resource)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(model);
        using Stream packed = model.Assembly.GetManifestResourceStream(resource)
            ?? throw new SafetensorsException($"{model.Assembly.GetName().Name} carries no weights '{resource}'. Build it with the item "
                + "LstmGenWeights, and keep its resources.");
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        var parameters = new ParameterStore(description);
        ModelFile.Load(parameters, SafetensorsFile.Read(stream, resource), resource, options: null);
        return parameters;
    }
}
