using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.CharLanguageModel;

var kind = new Option<string>("--model")
{
    Description = "gru (128 units) or lstm (2 x 256; fewer epochs in the same time)", DefaultValueFactory = _ => "gru"
};
return Sample.Run(
    args,
    "Learns to write like a text, character by character: Shakespeare, or a text of your own.",
    sample => CharRun.Execute(sample, sample.Value(kind)),
    new SampleOptions
    {
        Files = "text files, joined in this order",
        Sets = ["charlm-tinyshakespeare/input.txt"],
        Own = [kind, .. GenerationOptions.All],
        OfFiles = TextData.Options,
    });
