    /// <summary>A stream of steps with its own state; several sequences can be stepped side by side.</summary>
    public Stream CreateStream(int batch = 1) => new(this, batch);

    #line default
    /// <summary>Computes one step at a time; equal to the whole sequence at once. Not safe for two threads at once.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public sealed class Stream : gen::ModelStream
    {
        private readonly Workspace _ws;
        private readonly global::Probes.M _model;

        internal Stream(global::Probes.M model, int batch)
            : base(model.CreateWorkspace(training: false), batch) => (_model, _ws) = (model, (Workspace)Buffers);

        /// <summary>Reads one step, [batch, 2], and writes the outputs, [batch, outputs]. Allocates nothing.</summary>
        public void Step(sys::ReadOnlySpan<float> input, sys::Span<float> headOutputs)
        {
            StepRaw(input, headOutputs);
        }

        /// <summary>The same with the raw outputs: scores before softmax or sigmoid.</summary>
        public void StepRaw(sys::ReadOnlySpan<float> input, sys::Span<float> headOutputs)
        {
            _ws.Heads[0].RequireOutputs(headOutputs);
            _ws.SetFeatures(input);
            if (!_ws.StepRow<Passes>(_model._packed, _model.Parameters, headOutputs))
            {
                _model.Forward(_ws);
                _ws.Advance();
                _ws.Heads[0].CopyOutputs(headOutputs);
            }
        }

        /// <summary>Goes on from where another stream of this model stands. Allocates the first time only.</summary>
        public void CopyFrom(Stream source) => ContinueFrom(source);
    }