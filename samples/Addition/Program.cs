using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.Addition;

var question = new Option<string?>("--question") { Description = "A question of your own, such as 535+61" };
return Sample.Run(
    args,
    "Learns to add, by reading sums and writing answers character by character: an encoder and a decoder. "
    + "Or any short answers to short questions of your own.",
    sample => AdditionRun.Execute(sample, sample.Value(question)),
    new SampleOptions { Files = "CSV files of questions and answers. " + Parts.Explained, Own = [question], OfFiles = Questions.OfFiles });
