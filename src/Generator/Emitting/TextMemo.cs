using System.Collections.Concurrent;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Keeps the texts of the declarations that were written last. A declaration is read anew with every change of a compilation, and which
/// names are free is known from its text.
/// </summary>
internal sealed class TextMemo
{
    private const int Most = 1024;
    private readonly ConcurrentDictionary<ModelSpec, ModelText> _texts = new();

    public ModelText Of(ModelSpec spec, CancellationToken cancellation)
    {
        if (_texts.TryGetValue(spec, out ModelText? known))
            return known;
        ModelText text = ModelText.Of(spec, cancellation);
        if (_texts.Count >= Most)
            _texts.Clear();
        _texts[spec] = text;
        return text;
    }
}
