    /// <summary>Computes the heads' outputs for the batch in the workspace. Several threads may call it on one model, each with a workspace of its own.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public void Forward(Workspace ws)
    {
        sys::ArgumentNullException.ThrowIfNull(ws);
        ws.RequireBatch();
        if (ws.Training)
            ws.Packed.Update(Parameters, ws.WantInputGradient);
        else
            ws.Packed = _packed.Current(Parameters);
        lstm::WorkerPool.Shared.Run(ws, Passes.PhaseForward, ws.RowParts);
    }

    /// <summary>The weighted sum of the heads' losses against the targets in the workspace; also computes its gradient with respect to the outputs.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public double Loss(Workspace ws)
    {
        sys::ArgumentNullException.ThrowIfNull(ws);
        ws.RequireBatch(training: true);
        Passes.HeadNormalize(ws.Heads[0]);
        lstm::WorkerPool.Shared.Run(ws, Passes.PhaseLoss, ws.RowParts);
        return ws.Heads[0].SumLosses();
    }

    /// <summary>Adds the gradient of the loss with respect to every parameter to a block laid out like the parameters.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    public void Backward(Workspace ws, train::AlignedBuffer gradients)
    {
        gen::PassCheck.Backward(ws, gradients, Parameters);
        ws.Packed.RequireFloat();
        ws.Packed.CheckInputGradient(ws.WantInputGradient);
        ws.Gradients = gradients;
        ws.RunBackward(Passes.PhaseBackward, Passes.PhaseGradients);
        ws.Gradients = null;
    }

    /// <summary>What the threads run: the order of computation, and the passes of each layer and head.</summary>
    [__generated("LstmGen.Generator", "0.1.0"), __uncovered]
    private static class Passes
    {
        internal const int PhaseForward = 0, PhaseLoss = 1, PhaseBackward = 2, PhaseGradients = 3, PhaseStep = 4;

        /// <summary>One part of a phase, on any thread of the pool, with vectors as wide as the machine's.</summary>
        internal static void RunPhase(Workspace ws, int phase, int part)
        {
            if (gen::Simd.Level == gen::SimdLevel.Vector512)
                RunPhase<gen::F32x16>(ws, phase, part);
            else if (gen::Simd.Level == gen::SimdLevel.Vector256)
                RunPhase<gen::F32x8>(ws, phase, part);
            else
                RunPhase<gen::F32x4>(ws, phase, part);
        }

        private static void RunPhase<V>(Workspace ws, int phase, int part)
            where V : struct, gen::ILanes<V>
        {
            switch (phase)
            {
                case PhaseForward:
                    ForwardRows<V>(ws, ws.RowBegin(part), ws.RowBegin(part + 1));
                    break;
                case PhaseLoss:
                    LossRows<V>(ws, ws.RowBegin(part), ws.RowBegin(part + 1));
                    break;
                case PhaseBackward:
                    BackwardRows<V>(ws, ws.RowBegin(part), ws.RowBegin(part + 1));
                    break;
                case PhaseGradients:
                    GradientPart(ws, ws.Gradients!.Span, part, ws.GradientParts);
                    break;
                case PhaseStep:
                    StepRow<V>(ws);
                    break;
            }
        }

        /// <summary>A stream's step of one row.</summary>
        private static void StepRow<V>(Workspace ws)
            where V : struct, gen::ILanes<V>
        {
            const int rowBegin = 0, rowEnd = 1, batch = 1;
            ws.Rows[0].Run();
            ws.Lstm0.Step<V>();
            ws.Rows[1].Run();
        }

        /// <summary>The products of such a step with the present weights.</summary>
        internal static gen::PreparedRowProduct[] RowProducts(Workspace ws) => new gen::PreparedRowProduct[]
        {
            new(ws.Packed.Lstm0.Weights, ws.Packed.Lstm0.Bias, ws.Input, 0, 2, ws.Lstm0H, 8, 3, ws.Lstm0.Gates),
            new(ws.Packed.HeadWeights, ws.Packed.HeadBias, ws.Lstm0H, 8, 3, null, 0, 0, ws.Heads[0].Outputs),
        };

        /// <summary>Everything from the input to the heads' outputs for rows [rowBegin, rowEnd): rows do not meet.</summary>
        private static void ForwardRows<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            ws.Lstm0.Forward<V>(ws, rowBegin, rowEnd);
            HeadForward(ws, rowBegin, rowEnd);
        }

        /// <summary>Loss and its gradient with respect to the outputs, head after head.</summary>
        private static void LossRows<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            HeadLoss(ws, rowBegin, rowEnd);
        }

        /// <summary>From the heads back to the input; the heads add their gradients to the last layer's.</summary>
        private static void BackwardRows<V>(Workspace ws, int rowBegin, int rowEnd)
            where V : struct, gen::ILanes<V>
        {
            gen::Sequences.Clear(ws.Time, ws.Lstm0OutputGradient.Span, 8, rowBegin, rowEnd);
            HeadBackward(ws, rowBegin, rowEnd);
            ws.Lstm0.Backward<V>(ws, rowBegin, rowEnd);
            if (ws.WantInputGradient)
            {
                ws.Lstm0.InputGradient(ws, rowBegin, rowEnd);
            }
        }

        /// <summary>Gradients of all parameters: sums over rows and steps, shared out by output, so that the order of a sum is always the same.</summary>
        private static void GradientPart(Workspace ws, sys::Span<float> gradients, int part, int parts)
        {
            ws.Lstm0.Gradients(ws, gradients, part, parts);
            HeadGradients(ws, gradients, part, parts);
        }

    }