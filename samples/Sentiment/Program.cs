using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.Sentiment;

var kind = new Option<string>("--model") { Description = "small, bidirectional or attention", DefaultValueFactory = _ => "attention" };
var vectors = new Option<FileInfo?>("--vectors")
{
    Description = "Pre-trained vectors (GloVe or word2vec as text) of the model's embedding size"
};
var sentence = new Option<string?>("--sentence") { Description = "A sentence of your own to judge" };
return Sample.Run(
    args,
    "Tells whether a review is positive or negative, and which words decided; or to which of any classes a text belongs.",
    sample => SentimentRun.Execute(sample, sample.Value(kind), sample.Value(vectors)?.FullName, sample.Value(sentence)),
    new SampleOptions
    {
        Files = $"CSV files of labelled texts. {Parts.Explained}",
        Sets = ["sentiment-sst2/train.tsv"],
        Own = [kind, vectors, sentence, .. Reviews.Own],
        OfFiles = Reviews.OfFiles,
    });
