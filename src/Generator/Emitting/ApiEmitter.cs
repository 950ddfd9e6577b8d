using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes what a user of the model calls.</summary>
internal static class ApiEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        string name = plan.Spec.Type.Name, self = name + plan.Spec.Type.TypeParameters;
        w.Line("private readonly WorkspaceCache<Workspace> _workspaces = new();\n"
            + "private readonly PackedCache<PackedWeights> _packed = new(static () => new(false));");
        w.Line();
        w.Summary("A model with freshly drawn weights; the same seed gives the same weights.");
        w.Line($"public {name}(long seed = 0)\n    : this(new ParameterStore(Description)) => Initialize(seed);");
        w.Line();
        w.Line($"private {name}(ParameterStore parameters) => Parameters = parameters;");
        w.Line();
        w.Summary("The weights: one block in PyTorch's names, shapes and order.");
        w.Line("public ParameterStore Parameters { get; }");
        w.Line();
        w.Summary("The table of layers, shapes, parameters and multiply-adds.");
        w.Line("public string Describe() => Description.Table;");
        w.Line();
        w.Summary("A workspace for training, or for inference only.");
        w.Line("public Workspace CreateWorkspace(bool training) => new(this, training);");
        w.Line();
        w.Summary("Saves the weights as safetensors under PyTorch's names; the file is replaced in one step.");
        w.Line("public void Save(string path, ModelSaveOptions? options = null) => ModelFile.Save(Parameters, path, options);");
        w.Line();
        w.Summary("A model with the weights of a safetensors file, whose names, shapes and declaration must be this model's.");
        w.Line(Load("string path", "path"));
        w.Line();
        w.Summary("The same from a stream, from its position to its end.");
        w.Line(Load("global::System.IO.Stream stream", "stream"));
        w.Line();
        w.Summary("The same from memory.");
        w.Line(Load("ReadOnlySpan<byte> bytes", "bytes"));
        w.Line();
        PredictEmitter.Emit(w, plan);
        InterfaceEmitter.Emit(w, plan);

        string Load(string parameter, string argument) =>
            $"public static {self} Load({parameter}, ModelLoadOptions? options = null)\n"
                + $"    => new(SavedWeights.Load(Description, {argument}, options));";
    }
}
