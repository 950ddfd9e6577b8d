using LstmGen.Data;

namespace LstmGen.Samples.Tagger;

/// <summary>Parts of speech, and names with and without a conditional random field: known data sets, or sentences made here.</summary>
internal static class KnownRuns
{
    public static void Execute(Sample sample, SampleReport report)
    {
        long seed = sample.Seed;
        int count = sample.Fast ? 300 : 2000;
        string? treebank = sample.RealData("pos-ud-ewt", "train.conllu.gz");
        string? tweets = sample.RealData("ner-wnut17", "train.conll");
        Sentences words = treebank is null
            ? new Sentences(
                SyntheticText.Tagged(count, seed), SyntheticText.Tagged(100, seed + 1), SyntheticText.Tagged(100, seed + 2), veil: 0.3,
                seed)
            : new Sentences(
                ConllU.Read($"{treebank}/train.conllu.gz"), ConllU.Read($"{treebank}/dev.conllu"), ConllU.Read($"{treebank}/test.conllu"),
                veil: 0.3, seed);
        Sentences names = tweets is null
            ? new Sentences(MadeNames.Draw(count, seed), MadeNames.Draw(100, seed + 1), MadeNames.Draw(100, seed + 2), veil: 0.3, seed)
            : new Sentences(
                Conll.Read($"{tweets}/train.conll"), Conll.Read($"{tweets}/dev.conll"), Conll.Read($"{tweets}/test.conll"), veil: 3, seed);

        var tagger = new PartOfSpeech(sample.Seed);
        var run = new TaggerRun(sample, report, "parts of speech", words);
        run.Tags(tagger, usual: 4);
        run.Show(0, (ids, tags) => tagger.Decode(ids, 1, default, tags));

        run = new TaggerRun(sample, report, "names", names);
        run.Names(new Names(sample.Seed), usual: 6, weight: 5);

        var crf = new NamesCrf(sample.Seed);
        run = new TaggerRun(sample, report, "names with CRF", names);
        run.Names(crf, usual: 8);
        run.Show(0, (ids, tags) => crf.Decode(ids, 1, default, tags));
    }
}
