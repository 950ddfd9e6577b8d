using LstmGen.Samples;
using LstmGen.Samples.Tagger;

return Sample.Run(
    args,
    "Tags every word of a sentence: parts of speech, and names with and without a conditional random field; or tags of your own.",
    sample =>
    {
        var report = new SampleReport(sample, "Tagger");
        if (sample.Files.Count > 0)
            OwnRun.Execute(sample, report);
        else
            KnownRuns.Execute(sample, report);
        report.Save();
    },
    new SampleOptions
    {
        Files = $"CoNLL or CoNLL-U files (.conllu) of tagged sentences. {Parts.Explained}",
        Sets = ["pos-ud-ewt/train.conllu.gz", "ner-wnut17/train.conll"],
        OfFiles = OwnRun.Options,
    });
