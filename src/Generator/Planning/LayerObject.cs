namespace LstmGen.Generator.Planning;

/// <summary>An object of the workspace that has the passes of a layer, of a class that other layers and models use too.</summary>
/// <param name="Name">Property of the workspace, of the packed weights and of the passes, each with its own.</param>
/// <param name="Type">The class.</param>
/// <param name="Members">Its members and what they are, over the members of the workspace: <c>X = Input, ...</c>.</param>
/// <param name="Sizes">C# expression for the layer's sizes.</param>
/// <param name="After">A statement when all objects are made, or null.</param>
internal sealed record LayerObject(string Name, string Type, string Members, string Sizes, string? After)
{
    /// <summary>What each such class calls its sizes and its copies of weights.</summary>
    public const string SizesName = "LayerSizes", PackedName = "PackedWeights";

    /// <summary>C# expression for the object in a workspace of the model with this full name.</summary>
    public string Create(string model) => $"new({model}.Passes.{Name}) {{ {Members} }}";

    /// <summary>The class of sizes.</summary>
    public string SizesType => $"{Type}.{SizesName}";

    /// <summary>The class of copies of weights.</summary>
    public string PackedType => $"{Type}.{PackedName}";
}
