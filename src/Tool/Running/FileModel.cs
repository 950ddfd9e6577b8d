using System.Collections.Immutable;
using LstmGen.Interchange;
using LstmGen.Interchange.Structure;
using LstmGen.Training;

namespace LstmGen.Tool.Running;

/// <summary>A file's model as far as writers of files need it: its description and parameters. It computes nothing.</summary>
internal sealed class FileModel : IRecurrentModel
{
    public FileModel(ProposedModel model)
    {
        ModelSketch sketch = DeclarationSketch.Of(model.Canonical, model.Tensors);
        if (sketch.NoChain is not null)
            throw new InterchangeException($"{model.File.Source}: {sketch.NoChain}. Declare the model, and call OnnxExport.Save(model, path).");
        var parameters = new List<ParameterInfo>();
        foreach (WeightTensor tensor in model.Tensors)
            parameters.Add(new ParameterInfo(tensor.Name, parameters.Sum(one => one.Length), [.. tensor.Shape.Select(size => checked((int)size))]));
        LayerSketch first = sketch.Layers[0];
        Description = new ModelDescription
        {
            Name = Path.GetFileNameWithoutExtension(model.File.Source), Features = first.Kind == LayerKind.Embedding ? 0 : first.Inputs,
            Vocabulary = first.Kind == LayerKind.Embedding ? first.Inputs : 0, TimeSteps = 0,
            Causal = !sketch.Layers.Any(layer => layer.Bidirectional), CausalBody = !sketch.Layers.Any(layer => layer.Bidirectional),
            Parameters = [.. parameters], States = States(sketch), Heads = [Head(sketch, first)], Declaration = model.Canonical, Table = model.Canonical,
        };
        Parameters = new ParameterStore(Description);
        foreach (WeightTensor tensor in model.Tensors)
            Parameters.Set(tensor.Name, tensor.ToSingles());
    }

    public ModelDescription Description { get; }

    public ParameterStore Parameters { get; }

    public ModelWorkspace CreateWorkspace(bool training) => throw new NotSupportedException("A file's model computes nothing.");

    public void Forward(ModelWorkspace workspace) => throw new NotSupportedException("A file's model computes nothing.");

    public double Loss(ModelWorkspace workspace) => throw new NotSupportedException("A file's model computes nothing.");

    public void Backward(ModelWorkspace workspace, AlignedBuffer gradients) => throw new NotSupportedException("A file's model computes nothing.");

    private static ImmutableArray<StateInfo> States(ModelSketch sketch)
    {
        var states = new List<StateInfo>();
        void Add(string name, int count, int size) => states.Add(new StateInfo(name, count, size, states.Sum(state => state.Length)));
        foreach (LayerSketch layer in sketch.Layers.Where(layer => layer.IsRecurrent))
        {
            int count = layer.Layers * (layer.Bidirectional ? 2 : 1);
            Add($"{layer.Name}.h", count, layer.Projection > 0 ? layer.Projection : layer.Units);
            if (layer.Kind == LayerKind.Lstm)
                Add($"{layer.Name}.c", count, layer.Units);
        }

        return [.. states];
    }

    private static HeadInfo Head(ModelSketch sketch, LayerSketch first)
    {
        LayerSketch last = sketch.Layers[^1];
        int width = sketch.Layers.Aggregate(first.Inputs, (inputs, layer) => layer.Outputs(inputs));
        bool every = !sketch.Layers.Any(layer => layer.Kind == LayerKind.Pooling || (layer.IsRecurrent && !layer.EveryStep));
        return last.Kind == LayerKind.Dense ? new HeadInfo(last.Name, width, every, TargetKind.Values) : new HeadInfo("head", width, true, TargetKind.Values);
    }
}
