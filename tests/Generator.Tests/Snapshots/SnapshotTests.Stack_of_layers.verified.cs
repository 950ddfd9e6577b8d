    #line hidden
    /// <summary>Computes the heads' outputs for the batch in the workspace. Several threads may call it on one model, each with a workspace of its own.</summary>
    public void Forward(Workspace ws)
    {
        sys::ArgumentNullException.ThrowIfNull(ws);
        ws.RunForward(_packed, Parameters);
    }

    /// <summary>The weighted sum of the heads' losses against the targets in the workspace; also computes its gradient with respect to the outputs.</summary>
    public double Loss(Workspace ws)
    {
        sys::ArgumentNullException.ThrowIfNull(ws);
        ws.RequireBatch(training: true);
        Passes.HeadNormalize(ws.Heads[0]);
        return ws.RunLosses();
    }

    /// <summary>Adds the gradient of the loss with respect to every parameter to a block laid out like the parameters.</summary>
    public void Backward(Workspace ws, train::AlignedBuffer gradients)
    {
        sys::ArgumentNullException.ThrowIfNull(ws);
        ws.RunBackward(gradients, Parameters);
    }

    #line default
    /// <summary>What the threads run: the order of computation, and the passes of each layer and head.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    private readonly struct Passes : gen::IModelPasses
    {
        private const int PhaseForwardWave = gen::ModelPhases.First, PhaseBackwardWave = gen::ModelPhases.First + 1;

        /// <summary>One part of a phase of this model's own.</summary>
        static void gen::IModelPasses.Run<V>(train::ModelWorkspace work, int phase, int part)
        {
            Workspace ws = (Workspace)work;
            switch (phase)
            {
                case PhaseForwardWave:
                    ForwardWave<V>(ws, part);
                    break;
                case PhaseBackwardWave:
                    BackwardWave<V>(ws, part);
                    break;
            }
        }

        /// <summary>A stream's step of one row.</summary>
        static void gen::IModelPasses.Step<V>(train::ModelWorkspace work)
        {
            Workspace ws = (Workspace)work;
            ws.Rows[0].Run();
            ws.Rnn0.Step<V>();
            ws.Rows[1].Run();
            ws.Rnn1.Step<V>();
            ws.Rows[2].Run();
        }

        /// <summary>The products of such a step with the present weights.</summary>
        static gen::PreparedRowProduct[] gen::IModelPasses.RowProducts(train::ModelWorkspace work)
        {
            Workspace ws = (Workspace)work;
            return new gen::PreparedRowProduct[]
            {
                new(ws.Packed.Rnn0.Weights, ws.Packed.Rnn0.Bias, ws.Input, 0, 2, ws.Rnn0H, 8, 3, ws.Rnn0.Gates),
                new(ws.Packed.Rnn1.Weights, ws.Packed.Rnn1.Bias, ws.Rnn0H, 8, 3, ws.Rnn1H, 8, 3, ws.Rnn1.Gates),
                new(ws.Packed.Head.Weights, ws.Packed.Head.Bias, ws.Rnn1H, 8, 3, null, 0, 0, ws.Heads[0].Outputs),
            };
        }

        /// <summary>Everything from the input to the heads' outputs for rows [rowBegin, rowEnd), which are independent of each other.</summary>
        static void gen::IModelPasses.Forward<V>(train::ModelWorkspace work, int rowBegin, int rowEnd)
        {
            Workspace ws = (Workspace)work;
            if (!ws.RunWave(PhaseForwardWave, 2, ws.Time.Steps, 33))
            {
                ws.Rnn0.Forward<V>(ws, rowBegin, rowEnd);
                ws.Rnn1.Forward<V>(ws, rowBegin, rowEnd);
            }
            HeadForward(ws, rowBegin, rowEnd);
        }

        /// <summary>Loss and its gradient with respect to the outputs, head after head.</summary>
        static void gen::IModelPasses.Loss<V>(train::ModelWorkspace work, int rowBegin, int rowEnd)
        {
            Workspace ws = (Workspace)work;
            HeadLoss(ws, rowBegin, rowEnd);
        }

        /// <summary>From the heads back to the input; the heads add their gradients to the last layer's.</summary>
        static void gen::IModelPasses.Backward<V>(train::ModelWorkspace work, int rowBegin, int rowEnd)
        {
            Workspace ws = (Workspace)work;
            gen::Sequences.Clear(ws.Time, ws.Rnn1OutputGradient.Span, 8, rowBegin, rowEnd);
            HeadBackward(ws, rowBegin, rowEnd);
            if (!ws.RunWave(PhaseBackwardWave, 2, ws.Time.Steps, 33))
            {
                ws.Rnn1.Backward<V>(ws, rowBegin, rowEnd);
                ws.Rnn1.InputGradient(ws, rowBegin, rowEnd);
                ws.Rnn0.Backward<V>(ws, rowBegin, rowEnd);
                if (ws.WantInputGradient)
                {
                    ws.Rnn0.InputGradient(ws, rowBegin, rowEnd);
                }
            }
        }

        /// <summary>Gradients of all parameters: sums over rows and steps, shared out by output, so that the order of a sum is always the same.</summary>
        static void gen::IModelPasses.Gradients(train::ModelWorkspace work, sys::Span<float> gradients, int part, int parts)
        {
            Workspace ws = (Workspace)work;
            ws.Rnn0.Gradients(ws, gradients, part, parts);
            ws.Rnn1.Gradients(ws, gradients, part, parts);
            HeadGradients(ws, gradients, part, parts);
        }

        /// <summary>The stack's layers, each a piece of steps behind the one below, which another thread computes.</summary>
        private static void ForwardWave<V>(Workspace ws, int part)
            where V : struct, gen::ILanes<V>
        {
            gen::Wave wave = new(ws.Time.Steps, 2, part, ws.StepParts, backward: false);
            while (wave.Next(out int stage, out int from, out int to))
            {
                switch (stage)
                {
                    case 0:
                        ws.Rnn0.Forward<V>(ws, 0, ws.Batch, from, to);
                        break;
                    case 1:
                        ws.Rnn1.Forward<V>(ws, 0, ws.Batch, from, to);
                        break;
                }
            }
        }

        /// <summary>Back through the stack in the same way, from the end of the sequence.</summary>
        private static void BackwardWave<V>(Workspace ws, int part)
            where V : struct, gen::ILanes<V>
        {
            gen::Wave wave = new(ws.Time.Steps, 2, part, ws.StepParts, backward: true);
            while (wave.Next(out int stage, out int from, out int to))
            {
                switch (stage)
                {
                    case 0:
                        ws.Rnn1.Backward<V>(ws, 0, ws.Batch, from, to);
                        ws.Rnn1.InputGradient(ws, 0, ws.Batch, from, to);
                        break;
                    case 1:
                        ws.Rnn0.Backward<V>(ws, 0, ws.Batch, from, to);
                        if (ws.WantInputGradient)
                        {
                            ws.Rnn0.InputGradient(ws, 0, ws.Batch, from, to);
                        }
                        break;
                }
            }
        }

    }