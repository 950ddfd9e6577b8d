using LstmGen.Data;

namespace LstmGen.Samples.Sentiment;

/// <summary>Counts of words per class, each plus 1: what the networks must beat.</summary>
internal static class NaiveBayes
{
    public static double Accuracy(SequenceSet train, SequenceSet test, int vocabulary)
    {
        var counts = new double[2, vocabulary];
        var totals = new double[2];
        var texts = new double[2];
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
        for (int i = 0; i < test.Count; i++)
        {
            double odds = Math.Log(texts[1] / texts[0]);
            foreach (int word in test.Tokens(i))
                odds += Math.Log((counts[1, word] + 1) / (totals[1] + vocabulary)) - Math.Log((counts[0, word] + 1) / (totals[0] + vocabulary));
            right += (odds > 0 ? 1 : 0) == test.Targets().Classes(i)[0] ? 1 : 0;
        }

        return (double)right / test.Count;
    }
}
