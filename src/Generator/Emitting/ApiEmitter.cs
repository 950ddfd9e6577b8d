using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes what a user of the model calls.</summary>
internal static class ApiEmitter
{
    public static void Emit(CodeWriter w, ModelPlan plan)
    {
        string name = plan.Spec.Type.Name, self = name + plan.Spec.Type.TypeParameters;
        w.Line("private readonly WorkspaceCache<Workspace> _workspaces = new();\nprivate PackedWeights? _packed;");
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
        w.Line();
        InterfaceEmitter.Emit(w, plan);
        w.Line();
        EmitPacking(w);

        string Load(string parameter, string argument) =>
            $"public static {self} Load({parameter}, ModelLoadOptions? options = null)\n    => new(SavedWeights.Load(Description, {argument}, options));";
    }

    private static void EmitPacking(CodeWriter w)
    {
        w.Summary("The packed weights for inference, made anew after the parameters were written: a whole set, which does not change.");
        using (w.Open("private PackedWeights CurrentWeights()"))
        {
            w.Line("""
                PackedWeights? packed = Volatile.Read(ref _packed);
                return packed is not null && packed.IsCurrent(Parameters) ? packed : PackWeights();
                """);
        }

        w.Line();
        using (w.Open("private PackedWeights PackWeights()"))
        {
            w.Line("""
                using ParameterReading reading = Parameters.Hold(); // nobody writes meanwhile, and one thread packs
                if (_packed is { } other && other.IsCurrent(Parameters))
                    return other;
                PackedWeights packed = new(false);
                packed.Update(Parameters);
                Volatile.Write(ref _packed, packed);
                return packed;
                """);
        }
    }
}
