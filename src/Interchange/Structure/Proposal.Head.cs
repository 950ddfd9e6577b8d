namespace LstmGen.Interchange.Structure;

// The head, or what the model gives where it has none.
internal sealed partial class Proposal
{
    private void Head(LayerSketch layer)
    {
        RequireWidth(layer);
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
        if (kind is "Tagging" or "Classification" && layer.Units == 1)
            throw new FormatException($"the head '{layer.Name}' has a softmax over one output, which is 1 whatever the input is. Declare "
                + "[MultiLabel(1)] for a probability (a sigmoid), or [Regression(1)] for the output as it is");
        if (!layer.Bias && kind is "Tagging" or "LanguageModel")
            throw new FormatException($"layer '{layer.Name}' has no bias, which a head at every step has; save it with a bias of zeros, "
                + "which computes the same");
        if (layer.Activation is "Relu" or "Tanh")
            _unknown.Add($"the head '{layer.Name}' has {layer.Activation} behind it: apply that to what Predict gives");
        if (inferred)
            _unknown.Add(language ? $"'{layer.Name}' has an output for each token, so that a language model is declared: it gives "
                + "probabilities, the module gives their logarithms up to a constant"
                : layer.Units == 1 ? $"what '{layer.Name}' is trained for: [MultiLabel(1)] gives a probability where it was "
                    + "nn.BCEWithLogitsLoss, [Regression] gives the output as it is"
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
        if (_attention is not null)
            throw new FormatException($"the model ends in the attention '{_attention.Name}', which a declaration has in a head");
        _elements.Add(new ProposedElement("SequenceOutput", "SequenceOutput", null, ""));
        if (!_everyStep || _pooling.Length > 0)
            _unknown.Add(
                _pooling.Length > 0
                    ? $"the model ends in a pooling ({_pooling}) over the steps: take it of the outputs"
                    : _lastOfBoth ? LastOfBoth() : "the model gives the last step: take the last row of the outputs");
    }

    // The last row has the backward direction after one step, and a merged row no longer has its directions.
    private string LastOfBoth() => _mergeOfBoth == "Concatenate"
        ? Text($"the model gives the last states of both directions: take the first {_width / 2} values of the last row of the outputs, ")
            + Text($"and the last {_width / 2} of the first row, where the backward direction ends")
        : $"the model gives the last states of both directions, merged ({_mergeOfBoth}): merge what CopyFinalState of a workspace gives; "
            + "a row of the outputs merges the directions of one step";
}
