using LstmGen.Interchange.Onnx.Export;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Onnx.Wire;
using LstmGen.Serialization;

namespace LstmGen.Interchange;

/// <summary>Writes a declared model with its weights as an ONNX file (opset 17), which ONNX Runtime and others run.</summary>
/// <remarks>
/// <para>Inputs: <c>features</c>, float [batch, steps, features], or <c>tokens</c>, int64 [batch, steps]; batch and steps are free, unless
/// the model declares <c>TimeSteps</c>. Optional: <c>lengths</c> and, for each recurrent state, <c>NAME.initial</c>, [layers x directions,
/// batch, units].</para>
/// <para>Outputs: for each head what <c>Predict</c> gives, under the head's name, [batch, outputs] or [batch, steps, outputs] with zero
/// past a row's end; <c>NAME.scores</c>, <c>NAME.attention</c>; and the states, <c>NAME.final</c>.</para>
/// <para>LSTM, GRU and RNN are the operators of these names where they compute the same; what they cannot say is a Scan.</para>
/// </remarks>
public static class OnnxExport
{
    /// <summary>Writes a file; it is replaced in one step, so that a failure leaves the old one.</summary>
    /// <param name="model">The model, or a pair of encoder and decoder.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Which inputs and outputs there are; null for all.</param>
    /// <exception cref="NotSupportedException">Something is declared that ONNX cannot say, or the file would be larger than 2 GB. Nothing
    /// is written.</exception>
    /// <exception cref="ArgumentException">The options have metadata of the library's, or names that are not as many as the model
    /// has.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(IRecurrentModel model, string path, OnnxExportOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ProtoMessage message = Write(model, options);
        AtomicFile.Write(path, message.WriteTo);
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    /// <param name="model">The model, or a pair of encoder and decoder.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="options">Which inputs and outputs there are; null for all.</param>
    /// <exception cref="NotSupportedException">Something is declared that ONNX cannot say, or the file would be larger than 2 GB. Nothing
    /// is written.</exception>
    /// <exception cref="ArgumentException">The options have metadata of the library's, or names that are not as many as the model
    /// has.</exception>
    public static void Save(IRecurrentModel model, Stream stream, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Write(model, options).WriteTo(stream);
    }

    private static ProtoMessage Write(IRecurrentModel model, OnnxExportOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ProtoMessage message = OnnxWriter.Write(OnnxModelWriter.Write(model, options ?? new OnnxExportOptions()));
        return message.Length <= int.MaxValue
            ? message
            : throw new NotSupportedException($"{model.Description.Name} would be an ONNX file of {message.Length} bytes, and one may "
                + "have 2^31 - 1. Declare fewer or narrower layers.");
    }
}
