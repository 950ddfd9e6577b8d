using LstmGen.CompilerServices;
using LstmGen.Training;

namespace LstmGen;

public sealed partial class EncoderDecoder
{
    /// <summary>
    /// Writes from sources, many side by side: greedily, by drawing, or by beam search. The best text of each source, in their order.
    /// </summary>
    /// <param name="sources">What the encoder reads.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">The set is not what the encoder reads, or options do not fit each other or the
    /// decoder; or a logit of the decoder is NaN or infinite, or no token is left to write.</exception>
    /// <exception cref="InvalidOperationException">The decoder is no causal language model with <c>[Source]</c>.</exception>
    public IReadOnlyList<WrittenText> Write(SequenceSet sources, WritingOptions options)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        if (_decoder is not ISourceModel writer)
            throw new InvalidOperationException($"{_decoder.Description.Name} cannot write from a source: declare it with "
                + $"[Source(typeof({_encoder.Description.Name}))] and [LanguageModel] as its only head.");
        options.Check(writer.Vocabulary);
        var written = new WrittenText[sources.Count];

        // Sources of like length side by side waste the fewest steps.
        int[] order = [.. Enumerable.Range(0, sources.Count).OrderBy(sources.Length)];
        SourceWriter? bunch = null;
        try
        {
            foreach (int[] indices in order.Chunk(options.BatchSize))
            {
                EncodedSource read = Read(sources, indices);
                using ModelTurn turn = ModelTurn.Take(_decoder);
                if (bunch is null || bunch.Sources != indices.Length)
                {
                    bunch?.Dispose();
                    bunch = new SourceWriter(writer, options, indices.Length);
                }

                IReadOnlyList<WrittenText> texts = bunch.Write(read);
                for (int i = 0; i < indices.Length; i++)
                    written[indices[i]] = texts[i];
            }
        }
        finally
        {
            using ModelTurn turn = ModelTurn.Take(_decoder);
            bunch?.Dispose();
        }

        return written;
    }
}
