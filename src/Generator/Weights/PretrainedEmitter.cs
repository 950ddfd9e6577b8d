using LstmGen.Generator.Emitting;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Weights;

/// <summary>Writes <c>Pretrained()</c>, which reads the weights that the assembly carries.</summary>
internal static class PretrainedEmitter
{
    /// <summary>What the build calls the resource of a model; LstmGen.Runtime.targets has the same.</summary>
    public const string Resource = "LstmGen.Weights.";

    public static string Emit(PretrainedModel model)
    {
        string self = model.Type.Name + model.Type.TypeParameters;
        return SourceFile.Write(model.Type, "", w =>
        {
            w.Summary($"A model with the weights of {model.File}, which are compiled into the assembly. Each call reads them anew.");
            w.Line(model.IsWrong || model.Problem is not null
                ? $"public static {self} Pretrained() => throw null;"
                : $"public static {self} Pretrained() => new {self}(CompiledWeights.Load(Description, typeof({self}), "
                    + $"{Literal.Of(Resource + model.Name)}));");
        });
    }
}
