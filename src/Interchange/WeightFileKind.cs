namespace LstmGen.Interchange;

/// <summary>The format of a weight file.</summary>
public enum WeightFileKind
{
    /// <summary>A safetensors file.</summary>
    Safetensors,

    /// <summary>The index of several safetensors files (<c>model.safetensors.index.json</c>), which lie beside it.</summary>
    SafetensorsIndex,

    /// <summary>A file of <c>torch.save</c> since PyTorch 1.6, a zip archive.</summary>
    PyTorch,

    /// <summary>A file of <c>torch.save</c> before PyTorch 1.6.</summary>
    PyTorchLegacy,

    /// <summary>A PyTorch <c>state_dict</c> as JSON.</summary>
    StateDictJson,

    /// <summary>RTNeural's JSON.</summary>
    RtNeural,

    /// <summary>A Keras model or its weights as HDF5, <c>.h5</c>.</summary>
    KerasHdf5,

    /// <summary>A Keras model as a zip archive, <c>.keras</c>.</summary>
    Keras,

    /// <summary>An ONNX model, <c>.onnx</c>.</summary>
    Onnx,
}
