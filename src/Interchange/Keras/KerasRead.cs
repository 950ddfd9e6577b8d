namespace LstmGen.Interchange.Keras;

/// <summary>A tensor that a layer or the model's output reads.</summary>
/// <param name="Layer">The layer that gives it.</param>
/// <param name="Node">Which call of that layer.</param>
/// <param name="Tensor">Which of its outputs: a recurrent layer with <c>return_state</c> gives its output, then h, and then c.</param>
internal readonly record struct KerasRead(string Layer, int Node, int Tensor);
