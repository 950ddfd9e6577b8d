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
        /// <summary>A stream's step of one row.</summary>
        static void gen::IModelPasses.Step<V>(train::ModelWorkspace work)
        {
            Workspace ws = (Workspace)work;
            ws.Rows[0].Run();
            ws.Lstm0.Step<V>();
            ws.Rows[1].Run();
        }

        /// <summary>The products of such a step with the present weights.</summary>
        static gen::PreparedRowProduct[] gen::IModelPasses.RowProducts(train::ModelWorkspace work)
        {
            Workspace ws = (Workspace)work;
            return new gen::PreparedRowProduct[]
            {
                new(ws.Packed.Lstm0.Weights, ws.Packed.Lstm0.Bias, ws.Input, 0, 2, ws.Lstm0H, 8, 3, ws.Lstm0.Gates),
                new(ws.Packed.Head.Weights, ws.Packed.Head.Bias, ws.Lstm0H, 8, 3, null, 0, 0, ws.Heads[0].Outputs),
            };
        }

        /// <summary>Everything from the input to the heads' outputs for rows [rowBegin, rowEnd), which are independent of each other.</summary>
        static void gen::IModelPasses.Forward<V>(train::ModelWorkspace work, int rowBegin, int rowEnd)
        {
            Workspace ws = (Workspace)work;
            ws.Lstm0.Forward<V>(ws, rowBegin, rowEnd);
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
            gen::Sequences.Clear(ws.Time, ws.Lstm0OutputGradient.Span, 8, rowBegin, rowEnd);
            HeadBackward(ws, rowBegin, rowEnd);
            ws.Lstm0.Backward<V>(ws, rowBegin, rowEnd);
            if (ws.WantInputGradient)
            {
                ws.Lstm0.InputGradient(ws, rowBegin, rowEnd);
            }
        }

        /// <summary>Gradients of all parameters: sums over rows and steps, shared out by output, so that the order of a sum is always the same.</summary>
        static void gen::IModelPasses.Gradients(train::ModelWorkspace work, sys::Span<float> gradients, int part, int parts)
        {
            Workspace ws = (Workspace)work;
            ws.Lstm0.Gradients(ws, gradients, part, parts);
            HeadGradients(ws, gradients, part, parts);
        }

    }