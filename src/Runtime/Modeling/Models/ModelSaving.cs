namespace LstmGen;

/// <summary>Saving any model, also two that are one (<see cref="EncoderDecoder"/>).</summary>
public static class ModelSaving
{
    /// <summary>
    /// Saves the weights as safetensors under PyTorch's names; the file is replaced in one step, so that a failure leaves the old one.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">Metadata, names of columns and classes, other tensor names; null for none.</param>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(this IRecurrentModel model, string path, ModelSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelFile.Save(model.Parameters, path, options);
    }

    /// <summary>Saves the same to a stream, from its position on; the stream stays open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">A stream that can be written.</param>
    /// <param name="options">Metadata, names of columns and classes, other tensor names; null for none.</param>
    /// <exception cref="ArgumentException">An option does not fit the model, or the stream cannot be written.</exception>
    public static void Save(this IRecurrentModel model, Stream stream, ModelSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelFile.Save(model.Parameters, stream, options);
    }

    /// <summary>What <see cref="Save(IRecurrentModel, string, ModelSaveOptions?)"/> writes, in memory.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Metadata, names of columns and classes, other tensor names; null for none.</param>
    /// <exception cref="ArgumentException">An option does not fit the model.</exception>
    public static byte[] ToBytes(this IRecurrentModel model, ModelSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return ModelFile.ToBytes(model.Parameters, options);
    }
}
