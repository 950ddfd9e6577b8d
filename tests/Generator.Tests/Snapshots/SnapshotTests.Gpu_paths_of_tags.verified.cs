        /// <summary>
        /// Mean over rows of log sum_y' exp(s(y')) - log sum_y exp(s(y)), y' over all paths, y over those of the given tags (one, where all are
        /// given; steps of -100 may have any), with the score of a path of tags
        /// s(y) = start[y_1] + sum_t x_t[y_t] + sum_t transitions[y_(t-1), y_t] + end[y_last], and its gradient with respect to the outputs; steps past a row's end count nothing.
        /// </summary>
        private void HeadScore(Workspace ws, gen::DeviceHead head)
        {
            head.UploadTargets();
            float scale = gen::LossScale.Of(1f, ws.Heads[0].Normalizer);
            Kernels.Crf.Loss(head.Rows, head.Classes.View, 3, Weights.SubView(75, 15), scale, ws.HeadPathGradients.View, head.HasOpenSteps, head.LossWeights.View);
        }

        /// <summary>head.transitions [3, 3] (from, to), head.start_transitions [3], head.end_transitions [3], of the set that the forward pass used.</summary>
        private static gen::CrfWeights HeadCrf(Workspace ws)
        {
            sys::ReadOnlySpan<float> path = ws.ReadWeights(75, 15);
            return new gen::CrfWeights(path[..9], path.Slice(9, 3), path[^3..]);
        }

        /// <summary>Reads one sequence, [T, 2]: the tags of the best path (Viterbi), [T]; valid until the next call of any model on this thread. Allocates nothing once warm.</summary>
        public sys::ReadOnlySpan<int> Decode(sys::ReadOnlySpan<float> sequence)
        {
            int steps = gen::PredictInput.Steps(sequence.Length, 1, 2);
            sys::Span<int> tags = gen::PredictInput.Labels(steps);
            Decode(sequence, 1, default(sys::ReadOnlySpan<int>), tags);
            return tags;
        }

        /// <summary>Reads a batch, [B, T, 2], whose row b has lengths[b] steps (empty: all of them): the tags of the best path (Viterbi), [B, T], -1 past a row's end. Allocates nothing once warm.</summary>
        public void Decode(sys::ReadOnlySpan<float> sequences, int batch, sys::ReadOnlySpan<int> lengths, sys::Span<int> tags)
        {
            int steps = gen::PredictInput.Steps(sequences.Length, batch, 2);
            using gen::ModelTurn turn = gen::ModelTurn.Take(this);
            Workspace ws = _workspaces.Rent() ?? CreateWorkspace(training: false);
            try
            {
                ws.Begin(batch, steps, lengths);
                ws.Heads[0].RequireRoom(tags.Length, ws.Heads[0].Time.Steps, "tags");
                ws.SetFeatures(sequences);
                Forward(ws);
                Decode(ws, tags);
            }
            finally
            {
                _workspaces.Return(ws);
            }
        }

        /// <summary>After the forward pass in a workspace: the tags of the best path (Viterbi), [B, T], -1 past a row's end.</summary>
        public void Decode(Workspace ws, sys::Span<int> tags)
        {
            sys::ArgumentNullException.ThrowIfNull(ws);
            gen::TagDecoding.Viterbi(ws.Heads[0], HeadCrf(ws), tags);
        }