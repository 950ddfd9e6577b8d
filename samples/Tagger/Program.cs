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
        ? new Sentences(SyntheticText.Tagged(count, seed), SyntheticText.Tagged(100, seed + 1), SyntheticText.Tagged(100, seed + 2))
        : new Sentences(ConllU.Read($"{treebank}/train.conllu.gz"), ConllU.Read($"{treebank}/dev.conllu"), ConllU.Read($"{treebank}/test.conllu"));
    Sentences names = tweets is null
        ? new Sentences(MadeNames.Draw(count, seed), MadeNames.Draw(100, seed + 1), MadeNames.Draw(100, seed + 2))
        : new Sentences(Conll.Read($"{tweets}/train.conll"), Conll.Read($"{tweets}/dev.conll"), Conll.Read($"{tweets}/test.conll"), veiled: 3, seed);

    var report = new SampleReport(sample, "Tagger");
    var tagger = new PartOfSpeech(sample.Seed);
    TaggerRun.Train(sample, report, "parts of speech", tagger, words, usual: 4, stopEarly: true);
    TaggerRun.Accuracy(report, "parts of speech", words, (ids, tags) => tagger.Decode(ids, 1, default, tags));

    var plain = new Names(sample.Seed);
    TaggerRun.Train(sample, report, "names", plain, names, usual: 3);
    TaggerRun.EntityScore(report, "names", names, (ids, tags) => plain.Decode(ids, 1, default, tags));

    var crf = new NamesCrf(sample.Seed);
    TaggerRun.Train(sample, report, "names with CRF", crf, names, usual: 3);
    TaggerRun.EntityScore(report, "names with CRF", names, (ids, tags) => crf.Decode(ids, 1, default, tags));
    report.Save();
});
