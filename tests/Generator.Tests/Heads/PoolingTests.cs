using LstmGen.CompilerServices;
using LstmGen.Generator.Tests.Numeric;
using LstmGen.Reference.Heads;
using LstmGen.Training;

namespace LstmGen.Generator.Tests.Heads;

/// <summary>What random models do not show of poolings: masks, ties, attention for users.</summary>
public class PoolingTests
{
    private const uint HeadStream = 1001;

    public static TheoryData<Pooling> Poolings => [.. Enum.GetValues<Pooling>()];

    [Theory]
    [MemberData(nameof(Poolings))]
    public void Dropout_masks_what_the_head_reads_forward_and_backward(Pooling pooling)
    {
        using var made = HeadCase.Features("", new RegressionHead(2) { Pooling = pooling, Dropout = 0.4f });
        ModelWorkspace workspace = made.Runner.Workspace;
        workspace.Dropout = true;
        (workspace.Seed, workspace.Step) = (7, 3);
        ModelResult actual = made.Runner.Run(made.Data);
        made.Data.Masks["head.dropout"] = pooling == Pooling.EveryStep ? StepMask(workspace) : RowMask(workspace);
        Assert.Contains(0.0, made.Data.Masks["head.dropout"]);
        Assert.Null(Closeness.Difference(made.Expected(), actual));
    }

    [Fact]
    public void Dropout_masks_a_bare_sequence_too()
    {
        using var made = HeadCase.Features("", new SequenceOutputHead { Dropout = 0.4f });
        ModelWorkspace workspace = made.Runner.Workspace;
        workspace.Dropout = true;
        ModelResult actual = made.Runner.Run(made.Data);
        double[] mask = new double[workspace.Batch * workspace.Steps * 10];
        float[] ones = Ones(workspace, 16);
        DropoutMask.Apply(workspace, workspace.Time, 0.4f, HeadStream, false, 16, ones, ones, 0, workspace.Batch);
        Fill(workspace, mask, ones, 16, [.. Enumerable.Range(0, 10)]);
        made.Data.Masks["head.dropout"] = mask;
        Assert.Null(Closeness.Difference(made.Expected(), actual));
    }

    [Fact]
    public void Of_equal_maxima_the_first_step_gets_the_gradient_and_a_nan_is_the_maximum()
    {
        var time = new TimeLayout();
        time.Set(4, [4, 2]);
        float[] x = new float[4 * 2 * 8], pooled = new float[16], steps = new float[16], gradient = new float[x.Length];
        float[] values = [1, 5, 5, 2];
        for (int t = 0; t < 4; t++)
        {
            x[t * 16] = values[t];
            x[(t * 16) + 1] = t == 2 ? float.NaN : t;
            x[(t * 16) + 8] = t < 2 ? -3 - t : 100;
        }

        MaxPooling.Forward(time, x, 8, pooled, steps, 0, 2);
        Assert.Equal([5, float.NaN, -3], [pooled[0], pooled[1], pooled[8]]);
        MaxPooling.Backward(time, [.. Enumerable.Repeat(1f, 16)], steps, 8, gradient, 0, 2);
        Assert.Equal([0, 1, 0, 0], Enumerable.Range(0, 4).Select(t => gradient[t * 16]));
        Assert.Equal(1, gradient[8]);
    }

    [Fact]
    public void The_bias_of_attention_has_no_gradient_since_it_changes_nothing()
    {
        using var made = HeadCase.Features("", new RegressionHead(2) { Pooling = Pooling.Attention });
        ModelResult result = made.Runner.Run(made.Data);
        Assert.Equal([0], result.Gradients["head.attention.bias"]);
        Assert.Contains(result.Gradients["head.attention.weight"], gradient => gradient != 0);
    }

    [Fact]
    public void Prediction_can_show_its_attention()
    {
        const string Call =
            "public static void Predict(M m, float[] x, int batch, int[] lengths, float[] y, float[] "
            + "a) => m.PredictWithAttention(x, batch, lengths, y, a);";
        using var made = HeadCase.Features(Call, new MultiLabelHead(3) { Pooling = Pooling.Attention });
        var expected = made.Expected();
        float[] outputs = new float[made.Data.Batch * 3], attention = new float[made.Data.Batch * made.Data.Time];
        made.Call("Predict", Numbers.ToSingle(made.Data.Values!), made.Data.Batch, made.Data.Lengths, outputs, attention);
        Assert.Null(Closeness.Difference("attention", expected.Attention["head"], Numbers.ToDouble(attention), 1e-5));
        double[] sigmoid = [.. expected.Outputs["head"].Select(y => 1 / (1 + Math.Exp(-y)))];
        Assert.Null(Closeness.Difference("outputs", sigmoid, Numbers.ToDouble(outputs), 1e-5));
    }

    private static double[] RowMask(ModelWorkspace workspace)
    {
        float[] ones = [.. Enumerable.Repeat(1f, workspace.Batch * 16)];
        DropoutMask.ApplyRows(workspace, 0.4f, HeadStream, 16, ones, 0, workspace.Batch);
        var mask = new double[workspace.Batch * 10];
        for (int row = 0; row < workspace.Batch; row++)
            for (int k = 0; k < 10; k++)
                mask[(workspace.Order[row] * 10) + k] = ones[(row * 16) + Channels[k]];
        return mask;
    }

    private static double[] StepMask(ModelWorkspace workspace)
    {
        float[] ones = Ones(workspace, 16);
        DropoutMask.Apply(workspace, workspace.Time, 0.4f, HeadStream, false, 16, ones, ones, 0, workspace.Batch);
        var mask = new double[workspace.Batch * workspace.Steps * 10];
        Fill(workspace, mask, ones, 16, Channels);
        return mask;
    }

    // Two directions of 5 units, each padded to 8.
    private static readonly int[] Channels = [.. Enumerable.Range(0, 10).Select(k => new Channels(2, 5).Position(k))];

    private static float[] Ones(ModelWorkspace workspace, int stride) =>
        [.. Enumerable.Repeat(1f, workspace.Batch * workspace.Steps * stride)];

    private static void Fill(ModelWorkspace workspace, double[] mask, float[] stored, int stride, int[] channels)
    {
        int batch = workspace.Batch, steps = workspace.Steps;
        for (int row = 0; row < batch; row++)
            for (int t = 0; t < steps; t++)
                for (int k = 0; k < channels.Length; k++)
                    mask[(((workspace.Order[row] * steps) + t) * channels.Length) + k] =
                        stored[(((t * batch) + row) * stride) + channels[k]];
    }
}
