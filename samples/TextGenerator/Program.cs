using LstmGen.Samples;
using LstmGen.Samples.TextGenerator;

return Sample.Run(
    args,
    "Learns to write like a text, word by word, with a choice of ways to draw the next word: Shakespeare, or a text of your own.",
    WordRun.Execute,
    new SampleOptions
    {
        Files = "text files, joined in this order",
        Sets = ["charlm-tinyshakespeare/input.txt"],
        Own = GenerationOptions.All,
        OfFiles = TextData.Options,
    });
