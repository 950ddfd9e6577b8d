using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Training.Metrics;

public class EntityF1Tests
{
    private static readonly string[] Labels = ["O", "B-MISC", "I-MISC", "B-PER", "I-PER", "B-LOC", "I-LOC"];

    // The example of seqeval's documentation, which follows conlleval: f1_score 0.50; MISC 0 of 1, PER 1 of 1.
    [Fact]
    public void Agrees_with_the_example_of_seqeval()
    {
        var metric = new EntityF1(Labels);
        metric.Add(Ids("O O B-MISC I-MISC I-MISC I-MISC O"), Ids("O O O B-MISC I-MISC I-MISC O"));
        metric.Add(Ids("B-PER I-PER O"), Ids("B-PER I-PER O"));
        Assert.Equal(0.5, metric.Value);
        Assert.Equal(new ChunkCounts(0, 1, 1), metric.OfType(0));
        Assert.Equal(new ChunkCounts(1, 1, 1), metric.OfType(1));
        Assert.Equal(["MISC", "PER", "LOC"], metric.Types);
    }

    [Theory]
    [InlineData("I-PER I-PER O", "B-PER I-PER O", 1, 1, 1)]         // a stray I begins a chunk
    [InlineData("B-PER I-LOC", "B-PER I-PER", 0, 2, 1)]             // a change of type begins another
    [InlineData("B-PER B-PER", "B-PER I-PER", 0, 2, 1)]             // B always begins one
    [InlineData("I-PER B-PER", "B-PER B-PER", 2, 2, 2)]
    [InlineData("B-PER I-PER I-PER", "B-PER I-PER O", 0, 1, 1)]     // too long
    [InlineData("O I-PER I-PER", "B-PER I-PER I-PER", 0, 1, 1)]     // begins late, ends together
    [InlineData("B-LOC I-LOC", "B-PER I-PER", 0, 1, 1)]             // right place, wrong type
    [InlineData("O O", "O O", 0, 0, 0)]
    public void Chunks_are_counted_as_conlleval_does(string predicted, string target, long right, long found, long there)
    {
        var metric = new EntityF1(Labels);
        metric.Add(Ids(predicted), Ids(target));
        Assert.Equal(new ChunkCounts(right, found, there), metric.Total);
    }

    [Fact]
    public void A_chunk_ends_with_its_sequence()
    {
        var metric = new EntityF1(Labels);
        metric.Add(Ids("B-PER"), Ids("B-PER"));
        metric.Add(Ids("I-PER"), Ids("I-PER"));
        Assert.Equal(new ChunkCounts(2, 2, 2), metric.Total);
    }

    [Fact]
    public void Random_sequences_agree_with_comparing_sets_of_spans()
    {
        var random = new Random(9);
        var metric = new EntityF1(Labels);
        long right = 0, found = 0, there = 0;
        for (int n = 0; n < 400; n++)
        {
            int length = random.Next(0, 12);
            int[] target = [.. Enumerable.Range(0, length).Select(_ => random.Next(Labels.Length))];
            int[] predicted = [.. target.Select(id => random.Next(4) == 0 ? random.Next(Labels.Length) : id)];
            metric.Add(predicted, target);
            var a = Spans(predicted);
            var b = Spans(target);
            found += a.Count;
            there += b.Count;
            right += a.Intersect(b).Count();
        }

        Assert.Equal(new ChunkCounts(right, found, there), metric.Total);
        double precision = (double)right / found, recall = (double)right / there;
        Assert.Equal(precision, metric.Total.Precision, 1e-12);
        Assert.Equal(recall, metric.Total.Recall, 1e-12);
        Assert.Equal(2 * precision * recall / (precision + recall), metric.Value, 1e-12);
    }

    [Fact]
    public void A_padded_batch_counts_as_its_rows()
    {
        var metric = new EntityF1(Labels);
        metric.AddBatch([3, 4, 0, 1, -9, -9], [3, 4, 0, 1, -9, -9], [3, 1]);
        Assert.Equal(new ChunkCounts(2, 2, 2), metric.Total);
        Assert.Equal(4, metric.Count);
        metric.Reset();
        Assert.Equal(default, metric.Total);
        Assert.True(double.IsNaN(metric.Value));
    }

    [Fact]
    public void Bad_labels_and_ids_are_named()
    {
        Assert.Contains("labels[1] is 'E-PER'", Assert.Throws<ArgumentException>(() => new EntityF1("O", "E-PER")).Message);
        Assert.Throws<ArgumentException>(() => new EntityF1("Outside"));
        Assert.Throws<ArgumentException>(() => new EntityF1());
        Assert.Contains(
            "labels[2] is 'B-A', as labels[1]", Assert.Throws<ArgumentException>(() => new EntityF1("O", "B-A", "B-A")).Message);
        Assert.Contains("labels[1] is 'I-', as labels[0]", Assert.Throws<ArgumentException>(() => new EntityF1("I", "I-")).Message);
        Assert.Equal(4, new EntityF1("O", "B-A", "O", "O").LabelCount); // ids that no text has
        var metric = new EntityF1(Labels);
        Assert.Contains("predicted[1] is 7", Assert.Throws<ArgumentException>(() => metric.Add([0, 7], [0, 0])).Message);
        Assert.Contains("targets[0] is -1", Assert.Throws<ArgumentException>(() => metric.Add([0], [-1])).Message);
        Assert.Contains("lengths[0] is 3", Assert.Throws<ArgumentException>(() => metric.AddBatch([0, 0], [0, 0], [3])).Message);
    }

    private static int[] Ids(string tags) => [.. tags.Split(' ').Select(tag => Array.IndexOf(Labels, tag))];

    /// <summary>All chunks of a sequence, found by looking ahead from each place where one begins.</summary>
    private static HashSet<(int Begin, int End, string Type)> Spans(int[] ids)
    {
        var spans = new HashSet<(int, int, string)>();
        for (int t = 0; t < ids.Length; t++)
        {
            string tag = Labels[ids[t]];
            if (tag == "O")
                continue;
            string type = tag[2..], before = t == 0 ? "O" : Labels[ids[t - 1]];
            if (tag[0] == 'I' && before != "O" && before[2..] == type)
                continue;
            int end = t + 1;
            while (end < ids.Length && Labels[ids[end]] == "I-" + type)
                end++;
            spans.Add((t, end, type));
        }

        return spans;
    }
}
