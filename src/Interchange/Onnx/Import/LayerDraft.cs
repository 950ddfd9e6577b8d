using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>A layer that was found, before it has its final name.</summary>
internal sealed class LayerDraft(LayerSketch sketch, OnnxNode node)
{
    public LayerSketch Sketch { get; set; } = sketch;

    /// <summary>The node that computes it.</summary>
    public OnnxNode Node { get; } = node;

    /// <summary>Number in a stack, where names tell it.</summary>
    public int? Number { get; set; }

    /// <summary>Writes its tensors under a name; a number in a stack is for recurrent layers.</summary>
    public Func<string, int, IEnumerable<WeightTensor>> Tensors { get; set; } = (_, _) => [];

    /// <summary>Whether it reads as many steps of each row as an input says.</summary>
    public bool HasLengths { get; set; }

    /// <summary>A bias that is no constant of the file and that its own one is still to be added to; null for none.</summary>
    public OnnxTensor? Shift { get; set; }

    /// <summary>Values per step that it gives.</summary>
    public int Width { get; set; }
}
