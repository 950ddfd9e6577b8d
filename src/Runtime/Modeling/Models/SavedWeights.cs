using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>New parameters with the values of a file; the emitted <c>Load</c> calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SavedWeights
{
    /// <summary>The parameters of a model from a file.</summary>
    /// <inheritdoc cref="ModelFile.Load(ParameterStore, string, ModelLoadOptions?)"/>
    public static ParameterStore Load(ModelDescription description, string path, ModelLoadOptions? options)
    {
        var parameters = new ParameterStore(description);
        ModelFile.Load(parameters, path, options);
        return parameters;
    }

    /// <summary>The parameters of a model from a stream.</summary>
    /// <inheritdoc cref="ModelFile.Load(ParameterStore, Stream, ModelLoadOptions?)"/>
    public static ParameterStore Load(ModelDescription description, Stream stream, ModelLoadOptions? options)
    {
        var parameters = new ParameterStore(description);
        ModelFile.Load(parameters, stream, options);
        return parameters;
    }

    /// <summary>The parameters of a model from memory.</summary>
    /// <inheritdoc cref="ModelFile.Load(ParameterStore, ReadOnlySpan{byte}, ModelLoadOptions?)"/>
    public static ParameterStore Load(ModelDescription description, ReadOnlySpan<byte> bytes, ModelLoadOptions? options)
    {
        var parameters = new ParameterStore(description);
        ModelFile.Load(parameters, bytes, options);
        return parameters;
    }
}
