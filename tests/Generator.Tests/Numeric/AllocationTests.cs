using LstmGen.Training;

namespace LstmGen.Generator.Tests.Numeric;

/// <summary>Warm paths allocate nothing on the calling thread.</summary>
public class AllocationTests(Probes probes) : IClassFixture<Probes>
{
    private const int WarmUp = 3, Measured = 5;

    public static TheoryData<string> Names => Probes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_step_allocates_nothing(string name)
    {
        Probe probe = Probes.Get(name);
        IRecurrentModel model = probe.Create(probes.Models);
        var runner = new ModelRunner(model);
        ModelWorkspace ws = runner.Workspace;
        ws.Dropout = true;
        ws.InitialState = null;
        var batch = new ModelBatch(probe.Data);
        var gradients = new Training.AlignedBuffer(model.Parameters.Count);
        var optimizer = new Adam();
        var target = probe.Data.Targets["head"];
        float[] values = Numbers.ToSingle(target.Values ?? []);
        Assert.Equal(0, Allocated(() =>
        {
            ws.Begin(batch.Batch, batch.Time, batch.Lengths);
            if (batch.Tokens.Length > 0)
                ws.SetTokens(batch.Tokens);
            else
                ws.SetFeatures(batch.Values);
            model.Forward(ws);
            if (target.LabelLengths is not null)
                ws.Heads[0].SetTargets(target.Classes, target.LabelLengths);
            else if (target.Classes is not null)
                ws.Heads[0].SetTargets(target.Classes);
            else
                ws.Heads[0].SetTargets(values);
            model.Loss(ws);
            gradients.Clear();
            model.Backward(ws, gradients);
            Training.GradientClipping.ByNorm(gradients.Span, 1f);
            optimizer.Step(model.Parameters, gradients.Span[..model.Parameters.Count]);
        }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Predicting_allocates_nothing(string name)
    {
        Probe probe = Probes.Get(name);
        var model = new TypedModel(probe.Create(probes.Models));
        var batch = new ModelBatch(probe.Data);
        HeadInfo head = model.Model.Description.Heads[0];
        var outputs = new float[batch.Batch * (head.EveryStep ? batch.Time : 1) * head.Outputs];
        Assert.Equal(0, Allocated(() => model.Predict(batch, outputs)));
        Assert.Equal(0, Allocated(() => model.PredictOne(batch)));
    }

    [Theory]
    [MemberData(nameof(Probes.NamesOfStreams), MemberType = typeof(Probes))]
    public void A_streamed_step_allocates_nothing(string name)
    {
        Probe probe = Probes.Get(name);
        var model = new TypedModel(probe.Create(probes.Models));
        var batch = new ModelBatch(probe.Data);
        var outputs = new float[batch.Batch * model.Model.Description.Heads[0].Outputs];
        TypedStream stream = model.CreateStream(batch.Batch);
        Assert.Equal(0, Allocated(() => stream.Step(batch, 0, outputs)));
    }

    private static long Allocated(Action step)
    {
        // Threads have buffers of their own. Alone this one takes every part of the work, also those that another may take while it warms
        // up.
        using (new WithThreads(1))
            step();
        for (int i = 0; i < WarmUp; i++)
            step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Measured; i++)
            step();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
