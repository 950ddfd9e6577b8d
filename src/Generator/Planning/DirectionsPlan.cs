namespace LstmGen.Generator.Planning;

/// <summary>The object of the workspace that has both directions of a layer.</summary>
/// <param name="Layer">The layer: <c>Lstm0</c>.</param>
/// <param name="Time">The workspace's time layout that the layer follows.</param>
/// <param name="MultiplyAdds">Multiply-adds of a step of one row, of one direction.</param>
/// <param name="Forward">The object of the direction from the start to the end.</param>
/// <param name="Reverse">That of the other one.</param>
internal sealed record DirectionsPlan(string Layer, string Time, long MultiplyAdds, string Forward, string Reverse)
{
    public const string Type = "LayerDirections";

    public string Name => Layer + "Directions";

    /// <summary>C# expression that makes it inside the workspace.</summary>
    public string Create => $"new(this, {Time}, {MultiplyAdds}, {Forward}, {Reverse})";

    /// <summary>The statement that runs the pass <c>Forward</c> or <c>Backward</c>.</summary>
    public string Pass(string pass) => $"ws.{Name}.{pass}(rowBegin, rowEnd);";

    /// <summary>The statement for the gradient of the layer's input.</summary>
    public string InputGradient => Pass("InputGradient");

    /// <summary>The statement that adds the gradients of parameters.</summary>
    public string Gradients => $"ws.{Name}.Gradients(gradients, part, parts);";
}
