using LstmGen.Generator.Text;

namespace LstmGen.Generator.Planning;

/// <summary>An object of the workspace that has the passes of a layer, of a class that other layers and models use too.</summary>
/// <param name="Name">Property of the workspace, of the packed weights and of the passes, each with its own.</param>
/// <param name="Type">The class.</param>
/// <param name="Members">What its constructor takes of the workspace: <c>x: Input, ...</c>.</param>
/// <param name="Sizes">C# expression for the layer's sizes.</param>
/// <param name="After">A statement when all objects are made, or null.</param>
internal sealed record LayerObject(string Name, string Type, string Members, string Sizes, string? After)
{
    /// <summary>What each such class calls its sizes and its copies of weights.</summary>
    public const string SizesName = "LayerSizes", PackedName = "PackedWeights";

    /// <summary>C# expression for the object in a workspace of the model with this full name.</summary>
    public string Create(string model) => $"new({model}.Passes.{Name}, {Literal.Of(Name)}, {Members})";

    /// <summary>C# expression for what it shows of itself.</summary>
    public string Inspect => Name + ".Inspect()";

    /// <summary>The class of sizes.</summary>
    public string SizesType => $"{Type}.{SizesName}";

    /// <summary>The class of copies of weights.</summary>
    public string PackedType => $"{Type}.{PackedName}";
}
