using LstmGen.Generator.Collections;

namespace LstmGen.Generator.Spec;

/// <summary>A whole declaration, free of Roslyn's objects, so that the pipeline can compare and keep it.</summary>
internal sealed record ModelSpec(
    TypeSpec Type, ModelOptions Options, InputSpec Input, EquatableArray<LayerSpec> Layers, EquatableArray<HeadSpec> Heads)
{
    /// <summary>How the signatures of a model at fault are written; null for a model that works.</summary>
    public Signatures? Signatures { get; init; }

    /// <summary>The encoder that the model names; null for none.</summary>
    public SourceSpec? Source { get; init; }

    public IEnumerable<ElementSpec> Elements
    {
        get
        {
            yield return Input;
            foreach (LayerSpec layer in Layers)
                yield return layer;
            foreach (HeadSpec head in Heads)
                yield return head;
        }
    }
}
