        /// <summary>y_t = [x_t s_t], with s of 'dense'; 0 past a row's end.</summary>
        private static void Skip0Forward(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            sys::ReadOnlySpan<float> x = ws.Gru0H.Span[(time.Batch * 8)..], s = ws.Dense0Output.Span;
            gen::SkipConnection.Forward(global::LstmGen.Merge.Concatenate, time, x, new gen::Channels(1, 4), s, new gen::Channels(1, 3), ws.Skip0Output.Span, 8, rowBegin, rowEnd);
        }

        /// <summary>dx_t = channels 0 to 3 of dy_t.</summary>
        private static void Skip0Backward(Workspace ws, int rowBegin, int rowEnd)
        {
            train::TimeLayout time = ws.Time;
            gen::SkipConnection.Backward(global::LstmGen.Merge.Concatenate, time, ws.Skip0OutputGradient.Span, 8, 0, ws.Dense0Output.Span, new gen::Channels(1, 3), ws.Gru0OutputGradient.Span, new gen::Channels(1, 4), false, rowBegin, rowEnd);
        }