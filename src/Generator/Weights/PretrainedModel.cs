using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Weights;

/// <summary>A model whose weights are compiled in.</summary>
/// <param name="Type">Its class.</param>
/// <param name="File">Name of the file.</param>
/// <param name="IsWrong">Whether the declaration is at fault, so that members are written without bodies.</param>
/// <param name="Problem">Why the file does not fit; null where it does.</param>
internal sealed record PretrainedModel(TypeSpec Type, string File, bool IsWrong, string? Problem)
{
    public string Name => ModelSite.Full(Type.FullName);
}
