using LstmGen.Interchange;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LstmGen.Onnx.Tests;

/// <summary>A model's ONNX file in ONNX Runtime.</summary>
internal sealed class OnnxRun : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxRun(IRecurrentModel model, OnnxExportOptions? options = null)
        : this(Export(model, options))
    {
    }

    public OnnxRun(byte[] file)
    {
        using var options = new SessionOptions
        {
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, IntraOpNumThreads = 1, InterOpNumThreads = 1
        };
        _session = new InferenceSession(file, options);
    }

    public InferenceSession Session => _session;

    public static byte[] Export(IRecurrentModel model, OnnxExportOptions? options = null)
    {
        using var stream = new MemoryStream();
        OnnxExport.Save(model, stream, options);
        return stream.ToArray();
    }

    /// <summary>All outputs by name.</summary>
    public Dictionary<string, float[]> Run(params IEnumerable<NamedOnnxValue> inputs)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = _session.Run([.. inputs]);
        return results.ToDictionary(result => result.Name, result => result.AsEnumerable<float>().ToArray());
    }

    public static NamedOnnxValue Input<T>(string name, T[] values, params int[] shape) =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<T>(values, shape));

    public void Dispose() => _session.Dispose();
}
