namespace LstmGen.Samples.Speech;

/// <summary>Turns probabilities of symbols into labels: by the best path, or by a beam with or without a language model.</summary>
internal sealed class Decoder(int symbols, int beams = 0, CtcFusion? fusion = null)
{
    private readonly CtcBeamDecoder? _beam = beams > 0 ? new CtcBeamDecoder(symbols, beams, fusion: fusion) : null;
    private readonly CtcAligner _aligner = new();

    /// <summary>Labels of one recording.</summary>
    public int[] Labels(float[] probabilities)
    {
        (float[] logits, SequenceLayout layout) = Steps(probabilities);
        var labels = new int[layout.Steps];
        CtcDecoding found = _beam is null
            ? CtcGreedyDecoder.Decode(logits, layout, layout.Steps, 0, labels)
            : _beam.Decode(logits, layout, layout.Steps, labels);
        return labels[..found.Length];
    }

    /// <summary>Labels of the best path, each with the step at which it begins.</summary>
    public (int Label, int Step)[] Told(float[] probabilities)
    {
        var stream = new CtcGreedyStream();
        var told = new List<(int, int)>();
        for (int t = 0; t < probabilities.Length / symbols; t++)
        {
            if (stream.Step(probabilities.AsSpan(t * symbols, symbols), out int label))
                told.Add((label, t));
        }

        return [.. told];
    }

    /// <summary>
    /// For each label the first and the last step that the likeliest alignment gives to it; empty where none is possible.
    /// </summary>
    public (int First, int Last)[] Align(float[] probabilities, int[] labels)
    {
        (float[] logits, SequenceLayout layout) = Steps(probabilities);
        var alignment = new int[layout.Steps];
        if (double.IsNegativeInfinity(_aligner.Align(logits, layout, layout.Steps, labels, 0, alignment)))
            return [];
        return [.. labels.Select((_, place) => (Array.IndexOf(alignment, place), Array.LastIndexOf(alignment, place)))];
    }

    private (float[] Logits, SequenceLayout Layout) Steps(float[] probabilities) =>
        (Array.ConvertAll(probabilities, MathF.Log), new SequenceLayout(probabilities.Length / symbols, symbols, symbols, symbols));
}
