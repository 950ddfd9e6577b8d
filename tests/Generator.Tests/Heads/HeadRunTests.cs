using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Heads;

/// <summary>What holds for every head: threads, memory, several heads at once.</summary>
public class HeadRunTests
{
    private static ReferenceHead[] AllHeads =>
    [
        new RegressionHead(2) { Name = "a", Pooling = Pooling.Mean, LossWeight = 0.5f },
        new ClassificationHead(3) { Name = "b", Pooling = Pooling.Max, Dropout = 0.2f },
        new MultiLabelHead(4) { Name = "c", Pooling = Pooling.Attention, Dropout = 0.1f, LossWeight = 2f },
        new TaggingHead(4) { Name = "d", LabelSmoothing = 0.1f },
        new TaggingHead(9) { Name = "e", Crf = true, LossWeight = 0.25f },
        new CtcHead(5) { Name = "f", Dropout = 0.3f },
        new LanguageModelHead { Name = "g", TieWeights = true },
        new LanguageModelHead { Name = "h" },
        new MultiLabelHead(2) { Name = "i", Pooling = Pooling.EveryStep },
        new SequenceOutputHead { Name = "j", Dropout = 0.2f },
    ];

    [Fact]
    public void Many_heads_share_one_backward_pass()
    {
        using var made = HeadCase.Tokens("", AllHeads);
        Assert.Null(Closeness.Difference(made.Expected(), made.Runner.Run(made.Data)));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        using var made = HeadCase.Tokens("", AllHeads);
        made.Runner.Workspace.Dropout = true;
        (double Loss, float[] Gradients) With(int threads)
        {
            using var _ = new WithThreads(threads);
            return (made.Runner.Step(made.Data), made.Runner.GradientBlock.ToArray());
        }

        var one = With(1);
        foreach (int threads in new[] { 2, 3, 5 })
        {
            var many = With(threads);
            Assert.Equal(one.Loss, many.Loss);
            Assert.Equal(one.Gradients, many.Gradients);
        }
    }

    [Fact]
    public void A_warm_training_step_and_decoding_allocate_nothing()
    {
        const string Calls = """
            public static long Allocated(M m, int[] x, int batch, int[] lengths)
            {
                int[] tags = new int[x.Length], counts = new int[batch];
                var decoder = M.CreateBeamDecoderF(8);
                long before = 0;
                for (int i = 0; i < 3; i++)
                {
                    before = GC.GetAllocatedBytesForCurrentThread();
                    m.DecodeD(x, batch, lengths, tags);
                    m.DecodeE(x, batch, lengths, tags);
                    m.DecodeF(x, batch, lengths, tags, counts);
                    m.DecodeBeamF(x, batch, lengths, decoder, tags, counts);
                }
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
            """;
        using var _ = new WithThreads(1);
        using var made = HeadCase.Tokens(Calls, AllHeads);
        made.Runner.Run(made.Data);
        ModelWorkspace workspace = made.Runner.Workspace;
        var gradients = new Training.AlignedBuffer(made.Model.Parameters.Count);
        long before = 0;
        for (int i = 0; i < 3; i++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            made.Model.Forward(workspace);
            made.Model.Loss(workspace);
            made.Model.Backward(workspace, gradients);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0L, made.Call("Allocated", made.Data.Ids, made.Data.Batch, made.Data.Lengths));
    }

    [Fact]
    public void Outputs_are_typed_by_the_heads_names()
    {
        const string Calls = """
            public static float[][] One(M m, float[] x) { var p = m.Predict(x); return new[] { p.Mood.ToArray(), p.Next.ToArray() }; }
            public static string Names(M m) { var ws = m.CreateWorkspace(true); return ws.Mood.Info.Name + ws.Next.Info.Name; }
            """;
        using var made = HeadCase.Features(
            Calls, new ClassificationHead(3) { Name = "mood" }, new RegressionHead(2) { Name = "next", Pooling = Pooling.EveryStep });
        var values = (float[][])made.Call("One", Numbers.ToSingle(made.Data.Values!.AsSpan(0, 4 * 3).ToArray()))!;
        Assert.Equal(1, values[0].Sum(), 1e-5);
        Assert.Equal(4 * 2, values[1].Length);
        Assert.Equal("moodnext", made.Call("Names"));
    }

    [Fact]
    public void A_gradient_of_one_s_own_leaves_the_transitions_alone()
    {
        using var made = HeadCase.Features("", new TaggingHead(3) { Crf = true });
        made.Runner.Run(made.Data);
        var target = made.Data.Targets["head"];
        var rng = new Random(3);
        double[] own = [.. Enumerable.Range(0, made.Data.Batch * made.Data.Time * 3).Select(_ => (double)(float)rng.NextDouble())];
        made.Data.Targets["head"] = target with { OutputGradient = own };
        Assert.Null(Closeness.Difference(made.Expected(), made.Runner.Run(made.Data)));
    }

    [Fact]
    public void Wrong_targets_and_weights_are_named()
    {
        using var made = HeadCase.Features("", new TaggingHead(3) { Crf = true, Name = "tags" }, new MultiLabelHead(2) { Name = "flags" });
        made.Runner.Run(made.Data);
        ModelWorkspace workspace = made.Runner.Workspace;
        int[] tags = (int[])made.Data.Targets["tags"].Classes!.Clone();
        tags[(3 * made.Data.Time) + 4] = 3;
        workspace.Heads[0].SetTargets(tags);
        string message = Assert.ThrowsAny<ArgumentException>(() => made.Model.Loss(workspace)).Message;
        Assert.Contains("targets[3, 4] of head 'tags' is 3", message);
        Assert.Throws<InvalidOperationException>(() => workspace.Heads[0].SetClassWeights([1, 1, 1]));
        Assert.Contains(
            "SetPositiveWeights", Assert.Throws<InvalidOperationException>(() => workspace.Heads[1].SetClassWeights([1, 1])).Message);
        Assert.Throws<InvalidOperationException>(() => workspace.Heads[1].CopyAttention(new float[35]));
    }
}
