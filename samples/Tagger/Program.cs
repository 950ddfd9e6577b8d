using LstmGen.Data;
using LstmGen.Samples;
using LstmGen.Samples.Tagger;

return Sample.Run(args, "Tags every word of a sentence: parts of speech, and names with and without a conditional random field.", sample =>
{
    ulong seed = (ulong)sample.Seed;
    int count = sample.Fast ? 300 : 2000;
    string? treebank = sample.RealData("pos-ud-ewt", "train.conllu.gz");
    string? tweets = sample.RealData("ner-wnut17", "train.conll");
    Sentences words = treebank is null
        ? new Sentences(SyntheticText.Tagged(count, seed), SyntheticText.Tagged(100, seed + 1), SyntheticText.Tagged(100, seed + 2), veil: 0.3, seed)
        : new Sentences(ConllU.Read($"{treebank}/train.conllu.gz"), ConllU.Read($"{treebank}/dev.conllu"), ConllU.Read($"{treebank}/test.conllu"), veil: 0.3, seed);
    Sentences names = tweets is null
        ? new Sentences(MadeNames.Draw(count, seed), MadeNames.Draw(100, seed + 1), MadeNames.Draw(100, seed + 2), veil: 0.3, seed)
        : new Sentences(Conll.Read($"{tweets}/train.conll"), Conll.Read($"{tweets}/dev.conll"), Conll.Read($"{tweets}/test.conll"), veil: 3, seed);

    var report = new SampleReport(sample, "Tagger");
    var tagger = new PartOfSpeech(sample.Seed);
    var run = new TaggerRun(sample, report, "parts of speech", words);
    run.PartsOfSpeech(tagger, usual: 4);
    run.Show(0, (ids, tags) => tagger.Decode(ids, 1, default, tags));

    var plain = new Names(sample.Seed);
    run = new TaggerRun(sample, report, "names", names);
    run.Names(plain, usual: 6, weight: 5);

    var crf = new NamesCrf(sample.Seed);
    run = new TaggerRun(sample, report, "names with CRF", names);
    run.Names(crf, usual: 8);
    run.Show(0, (ids, tags) => crf.Decode(ids, 1, default, tags));
    report.Save();
});
