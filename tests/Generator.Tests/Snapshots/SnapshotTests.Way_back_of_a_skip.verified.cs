        /// <summary>ds_t += channels 4 to 6 of dy_t.</summary>
        private static void Skip0SourceBackward(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            gen::SkipConnection.Backward(global::LstmGen.Merge.Concatenate, time, ws.Skip0OutputGradient.Span, 8, 4, ws.Gru0H.Span[(time.Batch * 8)..], new gen::Channels(1, 4), ws.Dense0OutputGradient.Span, new gen::Channels(1, 3), true, rowBegin, rowEnd);
        }