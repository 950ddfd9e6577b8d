namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Something that a class of passes is told of a layer.</summary>
/// <param name="Name">Its name in the class.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">What a direction has there: an expression over constants of the model, or over the members of its workspace.</param>
internal sealed record LayerMember(string Name, string Type, Func<RecurrentDirection, string> Value);
