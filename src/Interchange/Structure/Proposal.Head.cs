namespace LstmGen.Interchange.Structure;

// The head, or what the model gives where it has none.
internal sealed partial class Proposal
{
    private void Head(LayerSketch layer)
    {
        if (layer.Inputs > 0 && layer.Inputs != _width)
            throw new FormatException($"layer '{layer.Name}' reads {layer.Inputs} values a step, and the layer before it gives {_width}: "
                + "something stands between them");
        bool inferred = _file.Sketch is null;
        bool every = !inferred && _everyStep && _pooling.Length == 0;
        bool language = layer.Units == _vocabulary && layer.Bias && !_hasBoth && (inferred || (every && layer.Activation == "Softmax"));
        string kind = language
            ? "LanguageModel"
            : layer.Activation switch { "Softmax" => every ? "Tagging" : "Classification", "Sigmoid" => "MultiLabel", _ => "Regression" };
        string pooling = kind is "LanguageModel" or "Tagging"
            ? ""
            : every ? "Pooling = Pooling.EveryStep" : _pooling.Length > 0 ? $"Pooling = Pooling.{_pooling}" : "";
        string dropout = _headDropout > 0 ? Text($"Dropout = {_headDropout}f") : "";
        if (!layer.Bias && kind is "Tagging" or "LanguageModel")
            throw new FormatException($"layer '{layer.Name}' has no bias, which a head at every step has");
        if (layer.Activation is "Relu" or "Tanh")
            _unknown.Add($"the head '{layer.Name}' has {layer.Activation} behind it: apply that to what Predict gives");
        if (inferred)
            _unknown.Add(language ? $"'{layer.Name}' has an output for each token, so that a language model is declared: it gives "
                + "probabilities, the module gives their logarithms up to a constant"
                : $"what '{layer.Name}' is trained for: [Classification({layer.Units})] gives probabilities where it was "
                    + "nn.CrossEntropyLoss, [Regression] gives the outputs as they are");
        string size = language ? "(" : Text($"({layer.Units}");
        string poolingOf = kind is "Tagging" or "LanguageModel" ? " Pooling=EveryStep" : Of(pooling);
        int outputs = language ? 0 : layer.Units; // a language model has one for each token, and does not say so again
        Element(
            layer, "head", kind + size, Options(pooling, Bias(layer), dropout),
            Text($"{kind}{Of(Bias(layer))} Outputs={outputs}{poolingOf}"));
    }

    private void Outputs()
    {
        _elements.Add(new ProposedElement("SequenceOutput", "SequenceOutput", null, ""));
        if (!_everyStep || _pooling.Length > 0)
            _unknown.Add(
                _pooling.Length > 0
                    ? $"the model ends in a pooling ({_pooling}) over the steps: take it of the outputs"
                    : "the model gives the last step: take the last row of the outputs");
    }
}
