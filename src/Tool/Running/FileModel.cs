using LstmGen.Interchange;
using LstmGen.Interchange.Structure;
using LstmGen.Training;

namespace LstmGen.Tool.Running;

/// <summary>A file's model as far as writers of files need it: its description and parameters. It computes nothing.</summary>
internal sealed class FileModel : IRecurrentModel
{
    /// <exception cref="InterchangeException">No model would load the file's tensors.</exception>
    public FileModel(ProposedModel model)
    {
        model.RequireLoadable();
        DeclaredLayout layout = DeclaredLayout.Of(model.Canonical);
        Description = new ModelDescription
        {
            Name = Path.GetFileNameWithoutExtension(model.File.Source), Features = layout.Features, StaticFeatures = layout.StaticFeatures,
            Vocabulary = layout.Vocabulary, TimeSteps = 0, Causal = layout.Causal, CausalBody = layout.Causal && layout.Caches.Count == 0,
            Parameters = [.. layout.Parameters], States = [.. layout.States], Caches = [.. layout.Caches], Heads = [.. layout.Heads],
            Declaration = model.Canonical, Table = model.Canonical,
            SourceName = layout.Source?.Word("Name", ""), SourceWidth = layout.Source?.Int("Width") ?? 0,
        };
        Parameters = new ParameterStore(Description);
        foreach (WeightTensor tensor in model.Tensors.Where(tensor => layout.Parameters.Any(info => info.Name == tensor.Name)))
            Parameters.Set(tensor.Name, tensor.ToSingles());
    }

    public ModelDescription Description { get; }

    public ParameterStore Parameters { get; }

    public ModelWorkspace CreateWorkspace(bool training) => throw Nothing();

    public void Forward(ModelWorkspace workspace) => throw Nothing();

    public double Loss(ModelWorkspace workspace) => throw Nothing();

    public void Backward(ModelWorkspace workspace, AlignedBuffer gradients) => throw Nothing();

    private static NotSupportedException Nothing() => new("A file's model computes nothing.");
}
