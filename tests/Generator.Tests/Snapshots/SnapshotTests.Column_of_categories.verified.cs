    /// <summary>The vectors of column 1, embedding.weight [4, 2]: to be read, or replaced by pre-trained ones. That of category 0, the padding, stays zero.</summary>
    public lstm::EmbeddingVectors Embedding => new(Parameters, "embedding.weight", 0);
        /// <summary>embedding.weight [4, 2]: channels 1 to 2 are E[column 1]. Whether the table is of the same set as the packed weights.</summary>
        private static bool Embedding0Forward(Workspace ws, int rowBegin, int rowEnd)
        {
            sys::ReadOnlySpan<float> table = ws.Parameters.Read().Slice(0, 8);
            gen::FeatureColumns.Gather(ws.Time, ws.ColumnIds(0), table, 2, ws.Columns.Span, 8, 1, rowBegin, rowEnd);
            return ws.Packed.Confirm(ws.Parameters, ws);
        }

        /// <summary>dE[id] += dy_t, in the order of t and row; share 'part' of 'parts' of the 2 columns. Row 0, the padding, receives none.</summary>
        private static void Embedding0Gradients(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            sys::Span<float> table = gradients.Slice(0, 8);
            int begin = 2 * part / parts, end = 2 * (part + 1) / parts;
            gen::FeatureColumns.ScatterAdd(ws.Time, ws.ColumnIds(0), table, 2, ws.ColumnsGradient.Span, 8, 1, 0, begin, end);
        }