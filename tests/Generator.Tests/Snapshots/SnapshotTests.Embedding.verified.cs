    /// <summary>The vectors, embedding.weight [5, 2]: to be read, or replaced by pre-trained ones. That of token 0, the padding, stays zero.</summary>
    public lstm::EmbeddingVectors Embedding => new(Parameters, "embedding.weight", 0);
        /// <summary>embedding.weight [5, 2]: y_t = E[token_t]. Whether the table is of the same set as the packed weights.</summary>
        private static bool Embedding0Forward(Workspace ws, int rowBegin, int rowEnd)
        {
            sys::ReadOnlySpan<float> table = ws.Parameters.Read().Slice(0, 10);
            gen::EmbeddingTable.Gather(ws, table, 2, ws.Embedding0Output.Span, 8, rowBegin, rowEnd);
            return ws.Packed.Confirm(ws.Parameters, ws);
        }

        /// <summary>dE[token_t] += dy_t, in the order of t and row; share 'part' of 'parts' of the 2 columns. Row 0, the padding, receives none.</summary>
        private static void Embedding0Gradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            sys::Span<float> table = gradients.Slice(0, 10);
            int begin = 2 * part / parts, end = 2 * (part + 1) / parts;
            gen::EmbeddingTable.ScatterAdd(ws, table, 2, ws.Embedding0OutputGradient.Span, 8, 0, begin, end);
        }