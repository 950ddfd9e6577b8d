using System.Numerics.Tensors;

namespace LstmGen.Samples.Sentiment;

/// <summary>Counts of words per class, each plus 1: what the networks must beat.</summary>
internal static class NaiveBayes
{
    public static double Accuracy(SequenceSet train, SequenceSet test, int vocabulary, int classes)
    {
        var counts = new double[classes, vocabulary];
        var totals = new double[classes];
        var texts = new double[classes];
        for (int i = 0; i < train.Count; i++)
        {
            int label = train.Targets().Classes(i)[0];
            texts[label]++;
            foreach (int word in train.Tokens(i))
            {
                counts[label, word]++;
                totals[label]++;
            }
        }

        int right = 0;
        var odds = new double[classes];
        for (int i = 0; i < test.Count; i++)
        {
            for (int label = 0; label < classes; label++)
            {
                odds[label] = Math.Log(texts[label]); // minus infinity for a class that training does not have
                foreach (int word in test.Tokens(i))
                    odds[label] += Math.Log((counts[label, word] + 1) / (totals[label] + vocabulary));
            }

            right += TensorPrimitives.IndexOfMax(odds) == test.Targets().Classes(i)[0] ? 1 : 0;
        }

        return (double)right / test.Count;
    }
}
