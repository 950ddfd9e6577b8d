using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training.Metrics;

public class ClassMetricTests
{
    // scikit-learn documentation, accuracy_score: y_pred [0, 2, 1, 3], y_true [0, 1, 2, 3] gives 0.5.
    [Fact]
    public void Accuracy_agrees_with_scikit_learns_example()
    {
        var metric = new Accuracy(4);
        metric.AddLabels([0, 2, 1, 3], [0, 1, 2, 3]);
        Assert.Equal(0.5, metric.Value);
        Assert.Equal("accuracy 0.5", metric.ToString());
    }

    [Fact]
    public void Scores_choose_the_highest_class_and_the_first_of_equals()
    {
        var metric = new Accuracy(3);
        metric.Add([0.1f, 0.7f, 0.2f, 0.4f, 0.2f, 0.4f, -1, -2, -0.5f], [1, 0, 2]);
        Assert.Equal(1, metric.Value);
    }

    // scikit-learn documentation, top_k_accuracy_score with k=2 gives 0.75.
    [Fact]
    public void TopK_agrees_with_scikit_learns_example()
    {
        float[] scores = [0.5f, 0.2f, 0.2f, 0.3f, 0.4f, 0.2f, 0.2f, 0.4f, 0.3f, 0.7f, 0.2f, 0.1f];
        var metric = new TopKAccuracy(2, 3);
        metric.Add(scores, [0, 1, 2, 2]);
        Assert.Equal(0.75, metric.Value);
        Assert.Equal("top_2_accuracy", metric.Name);
    }

    [Fact]
    public void Top1_is_accuracy_and_all_classes_always_hit()
    {
        var random = new Random(4);
        float[] scores = [.. Enumerable.Range(0, 500).Select(_ => (float)random.Next(4))];      // many ties
        int[] targets = [.. Enumerable.Range(0, 100).Select(_ => random.Next(5))];
        var accuracy = new Accuracy(5);
        var top1 = new TopKAccuracy(1, 5);
        var top5 = new TopKAccuracy(5, 5);
        for (int i = 0; i < targets.Length; i++)
        {
            foreach (var metric in new ClassMetric[] { accuracy, top1, top5 })
                metric.Add(scores.AsSpan(i * 5, 5), targets.AsSpan(i, 1));
            Assert.Equal(accuracy.Value, top1.Value);
        }

        Assert.InRange(accuracy.Value, 0.05, 0.5);
        Assert.Equal(1, top5.Value);
    }

    [Fact]
    public void Of_equal_scores_the_lower_class_is_ahead()
    {
        var metric = new TopKAccuracy(2, 4);
        foreach (var (target, expected) in new[] { (0, 0.0), (1, 1.0), (2, 1.0), (3, 0.0) })
        {
            metric.Reset();
            metric.Add([0, 1, 1, 1], [target]);
            Assert.Equal(expected, metric.Value);
        }
    }

    // scikit-learn documentation, confusion_matrix: y_true [2, 0, 2, 2, 0, 1], y_pred [0, 0, 2, 2, 0, 2].
    [Fact]
    public void Confusion_matrix_agrees_with_scikit_learns_example()
    {
        var metric = new F1(3);
        metric.AddLabels([0, 0, 2, 2, 0, 2], [2, 0, 2, 2, 0, 1]);
        Assert.Equal(" 2 0 0\n 0 0 1\n 1 0 2\n", metric.Matrix.ToString());
        Assert.Equal([2L, 0, 2], Enumerable.Range(0, 3).Select(metric.Matrix.TruePositives));
        Assert.Equal(3, metric.Matrix.Support(2));
        Assert.Equal(3, metric.Matrix.Predicted(0));
    }

    // scikit-learn documentation, precision_score, recall_score, f1_score: y_true [0, 1, 2, 0, 1, 2], y_pred [0, 2, 1, 0, 0, 1]
    // give macro 0.22, 0.33, 0.26 and micro 0.33.
    [Fact]
    public void Precision_recall_and_F1_agree_with_scikit_learns_examples()
    {
        Assert.Equal(2 / 3.0 / 3, Of(new Precision(3)), 1e-12);
        Assert.Equal(1 / 3.0, Of(new Recall(3)), 1e-12);
        Assert.Equal(0.8 / 3, Of(new F1(3)), 1e-12);
        Assert.Equal(1 / 3.0, Of(new Precision(3, Averaging.Micro)), 1e-12);
        Assert.Equal(1 / 3.0, Of(new Recall(3, Averaging.Micro)), 1e-12);
        Assert.Equal(1 / 3.0, Of(new F1(3, Averaging.Micro)), 1e-12);

        static double Of(ConfusionMetric metric)
        {
            metric.AddLabels([0, 2, 1, 0, 0, 1], [0, 1, 2, 0, 1, 2]);
            return metric.Value;
        }
    }

    // scikit-learn documentation, precision_recall_fscore_support with average=None of the same labels gives precision 2/3, 0, 0, recall
    // 1, 0, 0 and F1 0.8, 0, 0.
    [Fact]
    public void The_score_of_each_class_agrees_with_scikit_learns_example()
    {
        Assert.Equal([2 / 3.0, 0, 0], Of(new Precision(3)));
        Assert.Equal([1.0, 0, 0], Of(new Recall(3, Averaging.Macro)));
        Assert.Equal([0.8, 0, 0], Of(new F1(3, Averaging.Micro)));

        static double[] Of(ConfusionMetric metric)
        {
            metric.AddLabels([0, 2, 1, 0, 0, 1], [0, 1, 2, 0, 1, 2]);
            return [.. Enumerable.Range(0, 3).Select(metric.OfClass)];
        }
    }

    [Fact]
    public void Macro_leaves_out_classes_that_never_occur()
    {
        var metric = new F1(10);
        metric.AddLabels([0, 1, 1, 3], [0, 1, 0, 0]);
        // class 0: 2*1/(1+3), class 1: 2*1/(2+1), class 3: predicted but never right; the other seven do not occur.
        Assert.Equal((0.5 + 2 / 3.0 + 0) / 3, metric.Value, 1e-12);
        Assert.Equal("f1_macro", metric.Name);
        Assert.Equal("f1_micro", new F1(3, Averaging.Micro).Name);
    }

    [Fact]
    public void Ignored_targets_are_not_counted_whatever_is_predicted()
    {
        var metric = new Accuracy(3, ignoreIndex: -100);
        metric.AddLabels([0, 77, 1], [0, -100, 2]);
        metric.Add([float.NaN, 0, 0, 0, 0, 1], [-100, 2]);
        Assert.Equal(3, metric.Count);
        Assert.Equal(2 / 3.0, metric.Value, 1e-12);
    }

    [Fact]
    public void Bad_labels_scores_and_shapes_are_named()
    {
        Assert.Contains("targets[1] is 3", Assert.Throws<ArgumentException>(() => new Accuracy(3).AddLabels([0, 0], [0, 3])).Message);
        Assert.Contains("predicted[0] is -1", Assert.Throws<ArgumentException>(() => new Accuracy(3).AddLabels([-1], [0])).Message);
        Assert.Equal("scores", Assert.Throws<ArgumentException>(() => new Accuracy(3).Add([0, 0], [0])).ParamName);
        Assert.Contains("Row 1", Assert.Throws<ArgumentException>(() => new Accuracy(2).Add([0, 1, 0, float.NaN], [0, 0])).Message);
        Assert.Contains("Row 0", Assert.Throws<ArgumentException>(() => new TopKAccuracy(1, 2).Add([0, float.NaN], [0])).Message);
        Assert.Equal("k", Assert.Throws<ArgumentOutOfRangeException>(() => new TopKAccuracy(4, 3)).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Accuracy(1));
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        ClassMetric[] metrics = [new Accuracy(2), new TopKAccuracy(1, 2), new F1(2), new Perplexity(2)];
        float[] scores = [0, 1, 1, 0];
        int[] targets = [1, 1];
        foreach (var metric in metrics)
        {
            metric.Add(scores, targets);
            _ = metric.Value;
            long before = GC.GetAllocatedBytesForCurrentThread();
            metric.Add(scores, targets);
            _ = metric.Value;
            metric.Reset();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
